/// A place in a text as people count it: both numbers start at 1.
///
/// A column counts characters (extended grapheme clusters), as an editor's cursor does, not bytes.
public struct Position: Hashable, Sendable, Comparable {
  /// The line, from 1.
  public var line: Int

  /// The character within the line, from 1.
  public var column: Int

  /// Makes a place from its line and column, both counted from 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Earlier in the text comes first.
  public static func < (left: Position, right: Position) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

extension Position: CustomStringConvertible {
  /// The place as `line:column`, the form compilers and editors use.
  public var description: String { "\(line):\(column)" }
}
