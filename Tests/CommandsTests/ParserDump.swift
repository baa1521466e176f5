import Foundation

/// What the parser itself says about the program, read without any code of Writ's.
enum ParserDump {
  /// A command that people can see.
  struct Command {
    /// As it is typed: `writ people add`.
    var name: String
    /// The long options that it has.
    var options: [String]
  }

  struct Unreadable: Error {}

  /// All commands, those with further commands below them included.
  static func commands() throws -> [Command] {
    let text = try Session().shell("writ --experimental-dump-help").output
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    guard let root = (value as? [String: Any])?["command"] as? [String: Any] else {
      throw Unreadable()
    }
    return commands(root, after: "")
  }

  private static func commands(_ value: [String: Any], after parent: String) -> [Command] {
    guard value["shouldDisplay"] as? Bool == true, let word = value["commandName"] as? String,
      word != "help"
    else { return [] }
    let arguments = value["arguments"] as? [[String: Any]] ?? []
    let names = arguments.flatMap { $0["names"] as? [[String: String]] ?? [] }
    let name = parent.isEmpty ? word : "\(parent) \(word)"
    let below = value["subcommands"] as? [[String: Any]] ?? []
    return [Command(name: name, options: names.compactMap { $0["name"] })]
      + below.flatMap { commands($0, after: name) }
  }
}
