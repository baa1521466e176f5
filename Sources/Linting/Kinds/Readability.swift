import Documents
import Foundation

/// `extends: readability`: a text that asks for more years of school than it should.
///
/// | key | meaning |
/// |---|---|
/// | `metrics` | one or more of `Gunning Fog`, `Coleman-Liau`, `Flesch-Kincaid`, `SMOG`, `Automated Readability` |
/// | `grade` | the highest grade, on their average, that is no finding |
///
/// The finding stands at the beginning; `%s` is the grade. It looks at whole paragraphs, whatever
/// `scope` says. The formulas are those of their authors, with the counts that `metric` goes by.
struct Readability: RuleKind {
  static let name = "readability"
  static let keys = ["metrics", "grade"]

  private static let formulas: [(name: String, text: String)] = [
    ("Gunning Fog", "0.4 * (words / sentences + 100 * complex_words / words)"),
    (
      "Coleman-Liau",
      "0.0588 * (100 * characters / words) - 0.296 * (100 * sentences / words) - 15.8"
    ),
    ("Flesch-Kincaid", "0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59"),
    ("SMOG", "1.0430 * math.sqrt(30 * polysyllabic_words / sentences) + 3.1291"),
    ("Automated Readability", "4.71 * (characters / words) + 0.5 * (words / sentences) - 21.43"),
  ]

  private let metrics: [Formula]
  private let grade: Double
  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    let names = try yaml.required("metrics")
    metrics = try names.textListOrOne("metrics").map { name throws(DocumentError) in
      try Self.formula(name, names)
    }
    guard !metrics.isEmpty else { throw names.error("'metrics' is empty") }
    let grade = try yaml.required("grade")
    guard let number = Double(try grade.text("grade")), number.isFinite else {
      throw grade.error("'grade' is a number such as 8")
    }
    self.grade = number
    message = head.message
  }

  func hits(in fields: [Field], of post: Post, _ work: Work) throws(MatchError) -> [Hit] {
    let texts = fields.map { String(decoding: $0.text, as: UTF8.self) }
    let variables = TextStatistics(texts).variables
    guard variables["words"] != 0, let first = fields.first else { return [] }
    let sum = metrics.reduce(0) { $0 + $1.value(variables) }
    let average = sum / Double(metrics.count)
    guard average > grade else { return [] }
    let start = post.blockCounts.isEmpty ? first.fileRange(0..<0) : 0..<0
    let shown = String(format: "%.2f", average)
    return [Hit(range: start, matched: "", message: message.filled(with: [shown]))]
  }

  private static func formula(_ name: String, _ place: YAMLValue) throws(DocumentError) -> Formula {
    let known = formulas.map(\.name)
    guard let formula = formulas.first(where: { $0.name == name }) else {
      let near = Nearest.match(name, among: known).map { "; did you mean '\($0)'?" }
      let all = "; use \(known.joined(separator: ", "))"
      throw place.error("there is no metric '\(TerminalText.safe(name))'\(near ?? all)")
    }
    do throws(FormulaError) {
      return try Formula(formula.text)
    } catch {
      throw place.error("bad formula: \(error.message)")
    }
  }
}

extension Readability {
  static let examples: [RuleExample] = [
    RuleExample(
      rule: "message: grade %s\ngrade: 9\nmetrics: [Flesch-Kincaid, SMOG]",
      post:
        "Organisational considerations necessitate comprehensive documentation of responsibilities.",
      finds: ["1:1"]
    ),
    RuleExample(
      rule: """
        message: grade %s
        grade: 9
        metrics: [Gunning Fog, Coleman-Liau, Flesch-Kincaid, SMOG, Automated Readability]
        """,
      post: "We fix bikes. You ride home. It is that easy.",
      finds: []
    ),
  ]
}
