import Foundation

/// A plain-text session that a person can read and a test can repeat.
///
/// `# …` is a remark, `$ …` a command for the shell, `% NAME` runs the commands of a set-up without
/// showing them; everything else is what a command printed, `[exit N]` how it ended if not with 0.
struct Transcript {
  /// One command and all that it printed.
  struct Step: Equatable {
    var command: String
    var output: String
  }

  /// The lines of the file.
  let lines: [String]

  init(file: URL) throws {
    lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
  }

  /// Runs every command again and returns the file as it would be now.
  func replay(in session: Session) throws -> String {
    var now: [String] = []
    for line in lines {
      if line.hasPrefix("$ ") {
        now.append(line)
        now += try session.run(String(line.dropFirst(2)))
      } else if line.hasPrefix("% ") {
        now.append(line)
        try session.setUp(String(line.dropFirst(2)))
      } else if line.hasPrefix("#") || line.isEmpty && now.last?.isEmpty != true {
        now.append(line)
      }
    }
    return Transcript.tidied(now)
  }

  /// The file as it is, with the same treatment of empty lines.
  var text: String { Transcript.tidied(lines) }

  /// Empty lines of output are written as `.`, so that they cannot be taken for gaps between steps.
  private static func tidied(_ lines: [String]) -> String {
    var kept: [String] = []
    for line in lines where !(line.isEmpty && kept.last?.isEmpty ?? true) { kept.append(line) }
    while kept.last?.isEmpty == true { kept.removeLast() }
    return kept.joined(separator: "\n") + "\n"
  }
}
