/// What is wrong in a document, in words for the person who wrote it.
public struct DocumentError: Error, Equatable, Sendable {
  /// One lower-case sentence without a full stop: what is wrong and what is allowed.
  public var message: String

  /// Where it is; nil when the document as a whole is meant.
  public var position: Position?

  /// Whether a key is not known that a later version might know.
  public var isUnknownKey = false

  /// Makes an error about one place, or about the whole document.
  public init(_ message: String, at position: Position? = nil) {
    self.message = message
    self.position = position
  }
}

extension DocumentError: CustomStringConvertible {
  /// The error as `line:column: message`.
  public var description: String {
    guard let position else { return message }
    return "\(position): \(message)"
  }
}

extension String {
  /// The text in single quotes for a message: harmless for a terminal and never long.
  var quoted: String {
    let shown = TerminalText.safe(String(prefix(60)))
    return "'\(shown)\(shown.isEmpty || count <= 60 ? "" : "…")'"
  }
}
