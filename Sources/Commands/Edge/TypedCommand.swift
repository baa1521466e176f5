/// The command as it was typed, for a hint to type it again with a change.
///
/// Whoever types a hint must get what they asked for the first time, so nothing of it is left out.
struct TypedCommand {
  private var words: [String]

  /// A command of these words, which stood after the program's name.
  init(_ words: [String]) { self.words = words }

  /// What was typed in this process.
  static var current: TypedCommand {
    TypedCommand(Array(CommandLine.arguments.dropFirst()))
  }

  /// For a shell.
  var text: String { (["writ"] + words.map(\.shellWord)).joined(separator: " ") }

  /// The same with more options, in front of `--`, after which nothing is an option.
  func adding(_ options: String...) -> TypedCommand {
    let end = words.firstIndex(of: "--") ?? words.endIndex
    return TypedCommand(words[..<end] + options + words[end...])
  }

  /// Whether a text was typed, as a word or as an option's value.
  func has(_ text: String) -> Bool { words.contains { $0 == text || $0.hasSuffix("=" + text) } }

  /// The same with another text in the place of one; only where it follows an option, if one is named.
  func replacing(_ text: String, by other: String, after option: String? = nil) -> TypedCommand {
    var last: String?
    return TypedCommand(
      words.map { word in
        defer { last = word }
        if word == text, option == nil || last == option { return other }
        guard let name = word.split(separator: "=").first, word == "\(name)=\(text)",
          option == nil || name == option ?? ""
        else { return word }
        return "\(name)=\(other)"
      }
    )
  }

  /// The same without an option and its value.
  func without(_ option: String) -> TypedCommand {
    var (kept, rest) = ([String](), words[...])
    while let word = rest.popFirst() {
      if word == option {
        _ = rest.popFirst()
      } else if !word.hasPrefix(option + "=") {
        kept.append(word)
      }
    }
    return TypedCommand(kept)
  }
}
