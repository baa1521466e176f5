import Documents
import Foundation

/// `extends: metric`: a number worked out from the whole text, such as how hard it is to read.
///
/// | key | meaning |
/// |---|---|
/// | `formula` | what is worked out: numbers, names, `+ - * /`, `math.sqrt(…)` |
/// | `condition` | when the result is a finding, such as `> 9` |
///
/// Names: `words`, `sentences`, `paragraphs`, `characters`, `syllables`, `polysyllabic_words`,
/// `complex_words`, `long_words`; in a document also `heading_h1` … `heading_h6`, `list`,
/// `blockquote` and `pre`. The finding stands at the beginning; `%s` is the result.
struct Metric: RuleKind {
  static let name = "metric"
  static let keys = ["formula", "condition"]

  private static let known: Set<String> = [
    "words", "sentences", "paragraphs", "characters", "syllables", "polysyllabic_words",
    "complex_words", "long_words", "list", "blockquote", "pre", "heading_h1", "heading_h2",
    "heading_h3", "heading_h4", "heading_h5", "heading_h6",
  ]
  private static let result = "result"

  private let formula: Formula
  private let condition: Formula
  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    let value = try yaml.required("formula")
    formula = try Self.formula(value, try value.text("formula").underscored, names: Self.known)
    let condition = try yaml.required("condition")
    self.condition = try Self.formula(
      condition,
      "\(Self.result) \(try condition.text("condition").underscored)",
      names: Self.known.union([Self.result])
    )
    message = head.message
  }

  func hits(in fields: [Field], of post: Post, _ work: Work) throws(MatchError) -> [Hit] {
    let texts = fields.map { String(decoding: $0.text, as: UTF8.self) }
    var variables = TextStatistics(texts).variables
    guard variables["words"] != 0, let first = fields.first else { return [] }
    variables.merge(post.blockCounts) { _, new in new }
    let result = formula.value(variables)
    variables[Self.result] = result
    guard condition.value(variables) != 0 else { return [] }
    let shown = String(format: "%.2f", result)
    let start = post.blockCounts.isEmpty ? first.fileRange(0..<0) : 0..<0
    return [Hit(range: start, matched: "", message: message.filled(with: [shown]))]
  }

  private static func formula(
    _ value: YAMLValue,
    _ text: String,
    names: Set<String>
  ) throws(DocumentError) -> Formula {
    do throws(FormulaError) {
      let formula = try Formula(text)
      guard let unknown = formula.names.subtracting(names).min() else { return formula }
      let near = Nearest.match(unknown, among: names.sorted()).map { "; did you mean '\($0)'?" }
      throw FormulaError("there is no number '\(TerminalText.safe(unknown))'\(near ?? "")")
    } catch {
      throw value.error("bad formula: \(error.message)")
    }
  }
}

extension String {
  /// `heading.h2` as `heading_h2`.
  fileprivate var underscored: String { replacing("heading.h", with: "heading_h") }
}

extension Metric {
  static let examples: [RuleExample] = [
    RuleExample(
      rule: "message: '%s words a sentence'\nformula: words / sentences\ncondition: '>= 5'",
      post: "This sentence has a few more words than that. So.",
      finds: ["1:1"]
    ),
    RuleExample(
      rule:
        "message: grade %s\nformula: 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59\ncondition: '> 9'",
      post: "We fix bikes. You ride home.",
      finds: []
    ),
    RuleExample(
      rule: "message: m\nformula: math.sqrt(long_words) * 1.0\ncondition: '>= 1 && words < 5'",
      post: "Extraordinary.",
      finds: ["1:1"]
    ),
  ]
}
