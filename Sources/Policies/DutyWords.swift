/// The words that carry a duty, a permission or a limit in a language.
///
/// In a language without a list every word counts, so that nothing slips through.
struct DutyWords {
  private let words: Set<String>?

  init(language: String) {
    words = DutyWords.lists[String(language.lowercased().prefix { $0 != "-" })]
  }

  /// Whether a change of this word changes what people must or may do: a duty word or a number.
  func contains(_ word: String) -> Bool {
    guard let words else { return true }
    return word.contains(where: \.isNumber) || words.contains(word)
  }

  /// Small letters, straight apostrophes, no punctuation at either end.
  static func normalised(_ word: Substring) -> String {
    var text = word.lowercased().replacing("\u{2019}", with: "'")[...]
    while let first = text.first, !first.isLetter, !first.isNumber { text.removeFirst() }
    while let last = text.last, !last.isLetter, !last.isNumber { text.removeLast() }
    return String(text)
  }

  private static let lists: [String: Set<String>] = [
    "en": [
      "must", "mustn't", "may", "might", "shall", "should", "shouldn't", "can", "can't", "cannot",
      "will", "won't", "not", "never", "no", "none", "nobody", "nothing", "only", "unless",
      "except", "without", "always", "all", "any", "every", "required", "requires", "require",
      "need", "needs", "forbidden", "prohibited", "allowed", "permitted", "don't", "doesn't",
      "ban", "banned", "before", "after", "within", "until", "or", "if", "two", "three", "four",
      "five", "six", "seven", "eight", "nine", "ten", "twelve",
      "day", "days", "working", "business", "week", "weeks", "month", "months", "year", "years",
      "hour", "hours",
      "dismissal", "dismissed", "discipline", "disciplinary", "terminated", "termination",
    ],
    "de": [
      "muss", "müssen", "darf", "dürfen", "soll", "sollen", "sollte", "kann", "können", "nicht",
      "nie", "niemals", "kein", "keine", "keinen", "nur", "ohne", "außer", "immer", "alle",
      "jede", "jeder", "jedes", "verboten", "erlaubt", "oder", "und", "wenn", "vor", "nach",
      "tag", "tage", "tagen", "woche", "wochen", "monat", "monate", "jahr", "jahre",
    ],
    "fr": [
      "doit", "doivent", "devez", "peut", "peuvent", "pouvez", "ne", "pas", "jamais", "aucun",
      "aucune", "sans", "sauf", "seulement", "toujours", "tout", "tous", "toute", "toutes",
      "interdit", "autorisé", "ou", "et", "si", "avant", "après", "jour", "jours", "mois", "an",
    ],
    "es": [
      "debe", "deben", "puede", "pueden", "no", "nunca", "jamás", "ningún", "ninguna", "sin",
      "salvo", "excepto", "solo", "siempre", "todo", "todos", "toda", "todas", "prohibido",
      "permitido", "o", "y", "si", "antes", "después", "día", "días", "mes", "meses", "año",
    ],
  ]
}
