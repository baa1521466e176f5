/// A rule file's text with or without the rule's own tests.
///
/// Half of a shipped rule is its tests, and reading YAML is most of what a check of one draft
/// costs. Who only checks drafts leaves the tests out before the YAML is read; who proposes a rule
/// reads and runs them.
public enum RuleText {
  /// The text without the key `writ:`, as Vale reads it.
  ///
  /// Only a `writ:` at the beginning of a line is taken away, with all lines below it that are empty
  /// or stand further in; the caller reads the rest to see that it is gone.
  public static func forVale(_ text: String) -> String {
    var isInTerms = false
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      let isKey = line.first.map { !$0.isWhitespace && $0 != "#" } ?? false
      if isKey { isInTerms = line.hasPrefix("writ:") }
      return !isInTerms
    }
    let kept = lines.joined(separator: "\n")
    return kept.hasSuffix("\n") || kept.isEmpty ? kept : kept + "\n"
  }

  /// The text without the block `tests:` below `writ:`, every other line in its place.
  ///
  /// Only a key with exactly two spaces before it below a line `writ:` is taken for it; in any
  /// other layout the text stays whole, which costs time and nothing else.
  static func withoutTests(_ text: String) -> String {
    var text = text
    return text.withUTF8 { bytes in
      String(decoding: withoutTests(UnsafeRawBufferPointer(bytes)), as: UTF8.self)
    }
  }

  private static func withoutTests(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(text.count)
    var (isInTerms, isInTests) = (false, false)
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
      let line = text[start..<end]
      start = min(end + 1, text.count)
      let indent = line.prefix { $0 == UInt8(ascii: " ") }.count
      let isEmpty = indent == line.count
      if !isInTests || !isEmpty && indent <= 2 {
        isInTests = isInTerms && line.elementsEqual("  tests:".utf8)
        if indent == 0, !isEmpty { isInTerms = line.elementsEqual("writ:".utf8) }
        if !isInTests { kept += line }
      }
      if end < text.count { kept.append(UInt8(ascii: "\n")) }
    }
    return kept
  }
}
