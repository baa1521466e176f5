/// A rule file's text with or without the rule's own tests.
///
/// Half of a shipped rule is its tests, and reading YAML is most of what a check of one draft
/// costs. Who only checks drafts leaves the tests out before the YAML is read; who proposes a rule
/// reads and runs them.
enum RuleText {
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
