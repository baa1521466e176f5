import ArgumentParser
import Foundation

/// One command as the parser describes it, for the pages about it.
///
/// The form is that of `--experimental-dump-help` of swift-argument-parser; hidden commands and
/// arguments are left out.
struct CommandOutline: Decodable {
  /// Something that can be typed after the command.
  struct Argument: Decodable {
    enum Kind: String, Decodable {
      case positional
      case option
      case flag
    }

    struct Name: Decodable {
      var kind: String
      var name: String

      /// As it is typed: `--json` or `-m`.
      var typed: String { (kind == "long" ? "--" : "-") + name }
    }

    var kind: Kind
    var shouldDisplay: Bool
    var isOptional: Bool
    var isRepeating: Bool
    var names: [Name]?
    var valueName: String?
    var defaultValue: String?
    var abstract: String?

    /// The longest name, as it is typed; `nil` for what is told by its place.
    var longName: String? { names?.max { $0.typed.count < $1.typed.count }?.typed }
  }

  private var commandName: String
  private var shouldDisplay: Bool
  private var superCommands: [String]?
  private var allArguments: [Argument]?
  private var allSubcommands: [CommandOutline]?
  private var summary: String?
  private var discussion: String?
  /// The command that is meant where none is named.
  private(set) var defaultSubcommand: String?

  private enum CodingKeys: String, CodingKey {
    case commandName
    case shouldDisplay
    case superCommands
    case allArguments = "arguments"
    case allSubcommands = "subcommands"
    case summary = "abstract"
    case discussion
    case defaultSubcommand
  }

  /// The whole program.
  static func program() throws -> CommandOutline {
    struct Dump: Decodable { var command: CommandOutline }
    return try JSONDecoder().decode(Dump.self, from: Data(Writ._dumpHelp().utf8)).command
  }
}

extension CommandOutline {
  /// The name of every argument that each command has.
  private static let everywhere: Set<String> = ["--help", "--version"]

  /// The command's own word.
  var word: String { commandName }

  /// The command as it is typed, as in `writ people add`.
  var name: String { ((superCommands ?? []) + [commandName]).joined(separator: " ") }

  /// What it does, in a line.
  var abstract: String { summary ?? "" }

  /// What there is to know beyond that, paragraph by paragraph.
  var paragraphs: [String] {
    (discussion ?? "").components(separatedBy: "\n\n").filter { !$0.isEmpty }
  }

  /// The commands below this one.
  var subcommands: [CommandOutline] {
    (allSubcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
  }

  /// What can be typed after it, without what can be typed after every command.
  var arguments: [Argument] {
    (allArguments ?? []).filter { argument in
      argument.shouldDisplay && !CommandOutline.everywhere.contains(argument.longName ?? "")
    }
  }

  /// This command and all below it, in the order of the help.
  var family: [CommandOutline] { [self] + subcommands.flatMap(\.family) }

  /// Whether it can write JSON.
  var hasJSON: Bool { arguments.contains { $0.longName == "--json" } }
}
