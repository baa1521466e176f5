/// The lines that differ between a draft and its mended form, as a unified diff without context.
///
/// Fixes never add or take away a line end, so lines are compared one to one; should their number
/// differ, the whole is shown as replaced. `git apply --unidiff-zero` takes it.
public enum LineDiff {
  /// The diff; empty when nothing differs.
  public static func format(path: String, _ old: [UInt8], _ new: [UInt8]) -> String {
    guard old != new else { return "" }
    let (before, after) = (lines(old), lines(new))
    var text = "--- a/\(path)\n+++ b/\(path)\n"
    guard before.count == after.count else {
      text += "@@ -1,\(before.count) +1,\(after.count) @@\n"
      return text + before.map { shown("-", $0) }.joined() + after.map { shown("+", $0) }.joined()
    }
    for (index, (left, right)) in zip(before, after).enumerated() where left != right {
      text += "@@ -\(index + 1) +\(index + 1) @@\n\(shown("-", left))\(shown("+", right))"
    }
    return text
  }

  private static func lines(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? text.count
      lines.append(text[start..<end])
      start = end
    }
    return lines
  }

  private static func shown(_ mark: String, _ line: ArraySlice<UInt8>) -> String {
    let text = String(decoding: line, as: UTF8.self)
    return mark + (text.hasSuffix("\n") ? text : text + "\n\\ No newline at end of file\n")
  }
}
