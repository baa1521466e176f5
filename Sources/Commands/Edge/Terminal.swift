import Foundation

/// What the terminal can do and how to ask the person at it.
struct Terminal: Sendable {
  /// Whether a person can answer questions.
  let canAsk: Bool
  /// Whether standard output is a screen.
  let isScreen: Bool
  /// Whether colours are wanted (see no-color.org).
  let isColoured: Bool
  /// The width in characters.
  let width: Int

  init(environment: [String: String]) {
    canAsk = isatty(STDIN_FILENO) == 1
    isScreen = isatty(STDOUT_FILENO) == 1
    let plain = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    isColoured = isScreen && !plain && environment["TERM"] != "dumb"
    width = environment["COLUMNS"].flatMap { Int($0) } ?? 100
  }

  /// Asks a question and waits for a line; `nil` at the end of input.
  func ask(_ question: String) -> String? {
    FileHandle.standardError.write(Data((question + " ").utf8))
    return readLine()
  }

  /// Asks for a plain yes.
  func confirm(_ question: String) -> Bool {
    guard let answer = ask(question + " [y/N]") else { return false }
    return ["y", "yes"].contains(answer.trimmingCharacters(in: .whitespaces).lowercased())
  }
}
