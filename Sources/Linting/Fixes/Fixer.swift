public import Documents

/// Mends what can be mended without changing what a post says.
///
/// Only what a finding is certain about: a substitution whose rule says `action: {name: replace}` and
/// names one replacement, a rule that says `remove` or `edit` with `first` or `front`, hashtags in
/// capital letters, and characters that cannot be seen. Words that a reader would miss are never taken
/// away or moved without such a rule.
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

  /// What only a person can mend: findings with words to write that may change what the draft says.
  ///
  /// - Returns: Findings by place, none inside another, each with its `suggestions`.
  /// - Throws: `DocumentError` or `LintError`, as a check does.
  public func offers(path: String, _ bytes: [UInt8]) throws -> [Finding] {
    let findings = try linter.check(Post(path: path, bytes: bytes), today: today).findings
    var end = 0
    return findings.sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }.filter { finding in
      guard finding.replacement == nil, !finding.suggestions.isEmpty,
        finding.bytes.lowerBound >= end, bytes[finding.bytes].elementsEqual(finding.matched.utf8)
      else { return false }
      end = finding.bytes.upperBound
      return true
    }
  }

  /// A draft in which some offers were taken, and mended once more.
  ///
  /// - Throws: `DocumentError` or `LintError`, as a check does.
  public func taking(
    _ choices: [(offer: Finding, words: String)],
    path: String,
    _ bytes: [UInt8]
  ) throws -> [UInt8] {
    let chosen = choices.map { offer, words in
      var finding = offer
      finding.replacement = words
      return finding
    }
    let text = Self.applying(chosen, to: bytes, isJSON: path.hasSuffix(".json"))
    return try fixed(path: path, text)
  }

  private static func applying(_ findings: [Finding], to text: [UInt8], isJSON: Bool) -> [UInt8] {
    var mended: [UInt8] = []
    var done = 0
    for edit in edits(findings, text) where edit.range.lowerBound >= done {
      guard isPlain(edit.text, isJSON) else { continue }
      mended += text[done..<edit.range.lowerBound] + Array(edit.text.utf8)
      done = edit.range.upperBound
    }
    return mended + text[done...]
  }

  /// What is to be written where, in order; only where the file has the match letter for letter.
  ///
  /// Matches are moved once there is nothing to replace, so that no two edits meet.
  private static func edits(_ findings: [Finding], _ text: [UInt8]) -> [FileEdit] {
    let literal = findings.filter { text[$0.bytes].elementsEqual($0.matched.utf8) }
    let replaced = literal.compactMap { finding in
      finding.replacement.map { FileEdit(range: finding.bytes, text: $0) }
    }
    let edits = replaced.isEmpty ? MovesToFront.edits(literal, text) : replaced
    return edits.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
  }

  /// A replacement that needs no escape wherever it stands.
  private static func isPlain(_ text: String, _ isJSON: Bool) -> Bool {
    text.unicodeScalars.allSatisfy { !TerminalText.isHarmful($0) }
      && !(isJSON && text.contains { "\"\\".contains($0) })
  }
}

/// What to write in the place of some bytes of a file.
struct FileEdit: Equatable {
  var range: Range<Int>
  var text: String
}
