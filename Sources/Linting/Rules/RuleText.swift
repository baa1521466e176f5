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
    var kept = ""
    kept.reserveCapacity(text.utf8.count)
    var (isInTerms, isInTests) = (false, false)
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let indent = line.prefix { $0 == UInt8(ascii: " ") }.count
      let isEmpty = indent == line.count
      if isInTests, isEmpty || indent > 2 {
        kept += "\n"
        continue
      }
      isInTests = isInTerms && line.elementsEqual("  tests:".utf8)
      if indent == 0, !isEmpty { isInTerms = line.elementsEqual("writ:".utf8) }
      kept += isInTests ? "\n" : (Substring(line) + "\n")
    }
    return String(kept.dropLast())
  }
}
