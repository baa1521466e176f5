import Foundation
import Testing

/// What `docs/reference/json.md` says about one command.
struct JSONSection: CustomTestStringConvertible {
  /// A command and what it writes, as the page shows them.
  struct Example: Equatable {
    var command: String
    var output: String

    /// As it stands on the page.
    var text: String { "```console\n$ \(command)\n\(output.isEmpty ? "" : output + "\n")```" }
  }

  /// As it is typed: `writ people list`.
  var command: String
  /// The kinds of value that a field may have, by its path.
  var fields: [String: Set<String>]
  /// Fields whose own fields are those of another, by their paths.
  var likenesses: [String: String]
  var examples: [Example]

  var testDescription: String { command }

  /// The words of the page for kinds of values.
  static let kinds: Set<String> = ["text", "number", "true", "list", "object", "null", "missing"]

  static func all(in page: String) -> [JSONSection] {
    page.components(separatedBy: "\n## writ ").dropFirst().map { text in
      JSONSection(
        command: "writ " + text.prefix { $0 != "\n" },
        fields: fields(in: text),
        likenesses: likenesses(in: text),
        examples: examples(in: text)
      )
    }
  }

  /// Rows such as ``| `from`, `keys.until` | text or missing | … |``.
  private static func fields(in text: String) -> [String: Set<String>] {
    var fields: [String: Set<String>] = [:]
    for line in text.split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let words = Set(cells[1].split(whereSeparator: { !$0.isLetter }).map(String.init))
      for field in cells[0].replacing("`", with: "").split(separator: ", ") {
        fields[String(field)] = words.intersection(kinds)
      }
    }
    return fields
  }

  /// Rows such as ``| `finding` | object like `findings` | … |``.
  private static func likenesses(in text: String) -> [String: String] {
    let pairs = text.matches(of: /\| `([^`]+)` \| object like `([^`]+)` \|/)
    return Dictionary(pairs.map { (String($0.1), String($0.2)) }, uniquingKeysWith: { $1 })
  }

  private static func examples(in text: String) -> [Example] {
    text.components(separatedBy: "```console\n$ ").dropFirst().compactMap { block in
      guard let end = block.range(of: "\n```"), let line = block.range(of: "\n") else { return nil }
      guard line.upperBound <= end.lowerBound else {
        return Example(command: String(block[..<line.lowerBound]), output: "")
      }
      return Example(
        command: String(block[..<line.lowerBound]),
        output: String(block[line.upperBound..<end.lowerBound])
      )
    }
  }

  /// The examples as the program writes them now, in a session with their set-up.
  func run() throws -> [Example] {
    let session = try Session()
    for command in JSONStory.before[command] ?? [] { try JSONStory.prepare(command, in: session) }
    return try examples.map { example in
      let lines = try session.run(example.command.replacing(" --json", with: " --json 2>/dev/null"))
      let output = lines.filter { !$0.hasPrefix("[exit ") }.joined(separator: "\n")
        .replacing(/[0-9A-Z]{5}(-[0-9A-Z]{1,5}){3,}/, with: "<code>")
      return Example(command: example.command, output: output)
    }
  }
}
