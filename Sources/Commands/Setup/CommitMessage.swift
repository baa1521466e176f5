/// A commit message as Git hands it to a hook: the words, and lines that Git will drop.
struct CommitMessage {
  private var lines: [String]

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  var text: String { lines.joined(separator: "\n") }

  /// Adds trailers after those that are there, in place of older ones of the same name.
  ///
  /// They stand after the last line that Git keeps: comments and what follows the scissors line stay
  /// where they are (git-interpret-trailers has the same rules).
  mutating func set(_ values: [String], for name: String) {
    let isOld = { (line: String) in line.hasPrefix("\(name): ") }
    lines.removeAll(where: isOld)
    let cut = lines.firstIndex { $0.hasPrefix("# ----") && $0.contains(">8") } ?? lines.count
    let kept = lines[..<cut].lastIndex { !$0.isEmpty && !$0.hasPrefix("#") }
    guard let kept else { return }
    let start = lines[..<kept].lastIndex { $0.isEmpty }.map { $0 + 1 } ?? 0
    let isBlock = start > 0 && lines[start...kept].allSatisfy { isTrailer($0) || $0.hasPrefix("#") }
    let added = (isBlock ? [] : [""]) + values.map { "\(name): \($0)" }
    lines.insert(contentsOf: added, at: kept + 1)
    if lines.last?.isEmpty != true { lines.append("") }
  }

  private func isTrailer(_ line: String) -> Bool {
    let name = line.prefix { $0.isLetter || $0.isNumber || $0 == "-" }
    return !name.isEmpty && line.dropFirst(name.count).hasPrefix(": ")
  }
}
