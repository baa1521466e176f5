import Documents
import Linting

/// What a person wants to know of a rule.
struct RuleCard: Encodable {
  /// A post that the rule is tried with.
  struct Example: Encodable {
    var post: String
    var finds: String
  }

  /// Who may leave its findings out.
  struct Suppression: Encodable {
    var reason: Bool
    var role: String?
    var days: Int?
  }

  var rule: String
  var kind: String
  var level: String
  var gate: String
  var message: String
  var clause: String?
  var title: String?
  var version: String?
  var because: String?
  var instead: String?
  var accounts: [String]
  var channels: [String]
  var places: [String]
  var suppression: Suppression?
  var law: [String]
  var regime: String?
  var asOf: String?
  var link: String?
  var path: String
  var examples: [Example]

  /// - Parameters:
  ///   - rule: The rule, with its tests.
  ///   - title: The clause's title.
  ///   - version: The version in force it comes from, as in "social-media 2.1".
  init(_ rule: Rule, title: String?, version: String? = nil) {
    self.rule = rule.name
    (kind, level, gate) = (rule.kind, rule.level.rawValue, rule.gate.rawValue)
    (message, clause, link, path) = (rule.message, rule.clause, rule.link, rule.path)
    (self.title, self.version) = (title, version)
    because = rule.terms?.because
    instead = rule.terms?.instead
    accounts = rule.terms?.accounts.map(\.rawValue) ?? []
    channels = rule.terms?.channels.map(\.rawValue) ?? []
    places = rule.terms?.places.map(\.rawValue) ?? []
    suppression = (rule.terms?.suppression).map {
      Suppression(reason: $0.needsReason, role: $0.role, days: $0.days)
    }
    law = rule.terms?.law ?? []
    regime = rule.terms?.regime
    asOf = rule.terms?.asOf?.description
    examples = rule.tests.map { Example(post: $0.post, finds: $0.expected.words) }
  }
}

extension RuleTest.Expectation {
  /// As it is written in a rule file.
  var words: String {
    switch self {
    case .at(let place): place.description
    case .any: "any"
    case .none: "none"
    }
  }
}

extension RuleCard {
  /// The card for a terminal.
  var text: String {
    let details: [(String, String?)] = [
      ("says", message), ("clause", clauseWords), ("why", because), ("instead", instead),
      ("effect", effect), ("for", audience), ("looks at", places.joined(separator: ", ")),
      ("left out", leftOut), ("law", law.isEmpty ? nil : law.joined(separator: "; ")),
      ("regime", regimeWords), ("more", link), ("file", path),
    ]
    let lines = details.compactMap { name, words in
      words.flatMap { $0.isEmpty ? nil : "  \(RuleCard.padded(name))\($0.safe)" }
    }
    return ([rule.safe] + lines + exampleLines).joined(separator: "\n")
  }

  private var clauseWords: String? {
    clause.map { [$0, title, version.map { "(\($0))" }].compactMap(\.self).joined(separator: " ") }
  }

  private var effect: String {
    switch gate {
    case "block": "\(level): stops a post from an official account"
    case "approve": "\(level): a post from an official account needs somebody else's approval"
    default: "\(level): advice"
    }
  }

  private var audience: String? {
    let words =
      [accounts.isEmpty ? nil : accounts.joined(separator: " and ") + " accounts"]
      + [channels.isEmpty ? nil : "on " + channels.joined(separator: ", ")]
    let said = words.compactMap(\.self).joined(separator: " ")
    return said.isEmpty ? "all posts" : said
  }

  private var leftOut: String {
    guard let suppression else { return "never" }
    let words = [
      suppression.role.map { "by \($0)" } ?? "by anyone",
      suppression.reason ? "with a reason" : nil, suppression.days.map { "for \($0) days" },
    ]
    return words.compactMap(\.self).joined(separator: ", ")
  }

  private var regimeWords: String? {
    let words = [regime, asOf.map { "as of \($0)" }].compactMap(\.self)
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }

  private var exampleLines: [String] {
    examples.map { example in
      let verdict = example.finds == "none" ? "fine" : "found"
      let post = example.post.split(separator: "\n").joined(separator: " ⏎ ")
      return "  \(RuleCard.padded(verdict))\(String(post.prefix(160)).safe)"
    }
  }

  private static func padded(_ name: String) -> String {
    name + String(repeating: " ", count: max(1, 10 - name.count))
  }
}
