/// How a command is typed, in lines that fit a page.
struct Synopsis {
  private let command: CommandOutline
  private static let width = 88

  init(_ command: CommandOutline) { self.command = command }

  /// The command itself.
  var name: String { command.name }

  /// The words of the synopsis that may not be broken, without the command's name.
  var words: [String] {
    let words =
      command.arguments.filter { $0.kind == .positional }
      + command.arguments.filter { $0.kind != .positional }
    let own = words.map(Synopsis.word)
    guard !command.subcommands.isEmpty else { return own }
    return own + [command.defaultSubcommand == nil ? "<command>" : "[<command>]"]
  }

  /// The synopsis, each further line below the first argument.
  var lines: [String] {
    let indent = String(repeating: " ", count: name.count)
    var lines = [name]
    for word in words {
      let isFull = (lines.last ?? "").count + word.count >= Synopsis.width
      if isFull { lines.append(indent) }
      lines[lines.count - 1] += " " + word
    }
    return lines
  }

  /// What stands before the meaning in a list: `-m, --message <text>`.
  static func head(_ argument: CommandOutline.Argument) -> String {
    let value = "<\(argument.valueName ?? "value")>"
    let dots = argument.isRepeating ? " …" : ""
    let names = (argument.names ?? []).sorted { $0.typed.count < $1.typed.count }
      .map(\.typed).joined(separator: ", ")
    return switch argument.kind {
    case .positional: value + dots
    case .option: "\(names) \(value)\(dots)"
    case .flag: names
    }
  }

  /// What it means, and what is meant without it where the text does not say so.
  static func meaning(_ argument: CommandOutline.Argument) -> String {
    let text = argument.abstract ?? ""
    guard let value = argument.defaultValue, !text.contains("(default") else { return text }
    return value.hasPrefix("--") ? "\(text) (the default)" : "\(text) (default: \(value))"
  }

  private static func word(_ argument: CommandOutline.Argument) -> String {
    let value = "<\(argument.valueName ?? "value")>"
    let typed =
      switch argument.kind {
      case .positional: value
      case .option: "\(argument.longName ?? "") \(value)"
      case .flag: argument.longName ?? ""
      }
    let dots = argument.isRepeating ? " …" : ""
    return argument.isOptional ? "[\(typed)\(dots)]" : typed + dots
  }
}
