/// Something that whoever imports a policy should know or look at.
public struct ImportNote: Equatable, Sendable {
  /// The line of the text that came in; `nil` if the whole is meant.
  public var line: Int?
  /// What happened or is to be done, in words.
  public var text: String

  /// Makes a note about a line, or about the whole text.
  public init(line: Int? = nil, _ text: String) { (self.line, self.text) = (line, text) }
}
