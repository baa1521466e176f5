public import Documents

/// Mends what can be mended without changing what a post says.
///
/// Only what a finding is certain about: a substitution whose rule says `action: {name: replace}` and
/// names one replacement, a rule that says `remove` or `edit` with `first`, hashtags in capital
/// letters, and characters that cannot be seen. Words that a reader would miss are never taken away
/// without such a rule.
public struct Fixer: Sendable {
  private let linter: Linter
  private let today: Day
  private static let passes = 5

  /// Makes a fixer that uses a checker's findings.
  public init(_ linter: Linter, today: Day) {
    (self.linter, self.today) = (linter, today)
  }

  /// A draft with everything mended that can be; the same bytes when there is nothing.
  ///
  /// What a first pass brings to light a second one mends, so that doing it again changes nothing.
  ///
  /// - Throws: `DocumentError` or `LintError`, as a check does.
  public func fixed(path: String, _ bytes: [UInt8]) throws -> [UInt8] {
    var text = bytes
    for _ in 0..<Self.passes {
      let post = try Post(path: path, bytes: text)
      let report = try linter.check(post, today: today)
      let next = Self.applying(report.findings, to: text, isJSON: path.hasSuffix(".json"))
      guard next != text, (try? Post(path: path, bytes: next)) != nil else { break }
      text = next
    }
    return text
  }

  private static func applying(_ findings: [Finding], to text: [UInt8], isJSON: Bool) -> [UInt8] {
    var mended: [UInt8] = []
    var done = 0
    let edits = findings.compactMap { finding in finding.replacement.map { (finding, $0) } }
      .sorted { $0.0.bytes.lowerBound < $1.0.bytes.lowerBound }
    for (finding, replacement) in edits where finding.bytes.lowerBound >= done {
      let old = text[finding.bytes]
      guard old.elementsEqual(finding.matched.utf8), isPlain(replacement, isJSON) else { continue }
      mended += text[done..<finding.bytes.lowerBound] + Array(replacement.utf8)
      done = finding.bytes.upperBound
    }
    return mended + text[done...]
  }

  /// A replacement that needs no escape wherever it stands.
  private static func isPlain(_ text: String, _ isJSON: Bool) -> Bool {
    text.unicodeScalars.allSatisfy { !TerminalText.isHarmful($0) }
      && !(isJSON && text.contains { "\"\\".contains($0) })
  }
}
