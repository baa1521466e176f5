import Foundation

/// The command as it was typed, for a hint to type it again with a change.
///
/// Whoever types a hint must get what they asked for the first time, so nothing of it is left out.
struct TypedCommand {
  /// What stood after the program's name.
  private(set) var words: [String]

  /// A command of these words, which stood after the program's name.
  init(_ words: [String]) { self.words = words }

  /// What was typed in this process.
  static let current = TypedCommand(Array(arguments.dropFirst()))

  /// The process's arguments, with the program's name.
  ///
  /// On Linux, with its library in the program, Swift looks for them below the environment, and finds none where
  /// a preloaded library has set a variable by then: a daily `writ verify` would print help and be good.
  private static var arguments: [String] {
    #if os(Linux)
      guard let file = fopen("/proc/self/cmdline", "r") else { return CommandLine.arguments }
      defer { fclose(file) }
      var bytes: [UInt8] = []
      while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
      guard bytes.last == 0 else { return CommandLine.arguments }
      return bytes.dropLast().split(separator: 0, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
    #else
      return CommandLine.arguments
    #endif
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
