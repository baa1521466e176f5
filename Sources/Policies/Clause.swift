import Documents

/// A section of a policy with a stable id.
public struct Clause: Equatable, Sendable {
  /// The stable id, such as `SM-3`; empty for the text before the first clause.
  public var id: String
  /// The goal that the clause serves; `nil` if it says none.
  public var serves: String?
  /// In a translation: the mark of the authoritative clause that it was made from.
  public var of: ClauseMark?
  /// The heading without its attributes.
  public var title: String
  /// The heading's level, from 1; 0 for the text before the first clause.
  public var level: Int
  /// The line of the heading.
  public var line: Int
  /// What stands in the clause, its heading first.
  public var blocks: [Block]

  /// The clause's words, its heading's included.
  public var words: [Substring] { blocks.flatMap(\.words) }
}

/// An example post in a clause, which the rules are tested with.
public struct PostExample: Equatable, Sendable {
  /// The clause it stands in.
  public var clause: String
  /// Whether the post is fine (`post do`) or must be found (`post dont`).
  public var isFine: Bool
  /// The attributes after `post do`, such as `account=own`.
  public var attributes: [String: String]
  /// The post.
  public var text: String
  /// The line of the fence.
  public var line: Int
}

/// What a heading says after its words: `{#SM-3 serves=trust}`.
struct HeadingAttributes: Equatable {
  var id: String
  var serves: String?
  var of: ClauseMark?
  var title: String

  /// Reads a heading; `nil` if it bears no id.
  init?(_ heading: String, line: Int) throws(DocumentError) {
    guard heading.hasSuffix("}"), let open = heading.lastIndex(of: "{") else { return nil }
    let inside = heading[heading.index(after: open)...].dropLast()
    let words = inside.split(separator: " ")
    guard let first = words.first, first.hasPrefix("#") else { return nil }
    id = String(first.dropFirst())
    title = heading[..<open].trimmingSpaces
    let place = Position(line: line, column: 1)
    guard HeadingAttributes.isClauseID(id) else {
      throw DocumentError("'\(id)' is no clause id; write one like SM-3", at: place)
    }
    for word in words.dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1)
      switch parts.first {
      case "serves" where parts.count == 2: serves = String(parts[1])
      case "of" where parts.count == 2: of = try ClauseMark(parts[1], of: id, at: place)
      default: throw DocumentError("unknown attribute '\(word)' of clause \(id)", at: place)
      }
    }
  }

  static func isClauseID(_ text: String) -> Bool {
    guard (1...40).contains(text.utf8.count), let first = text.first, first.isLetter else {
      return false
    }
    return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }
  }
}

extension StringProtocol {
  /// The text without white space at either end.
  var trimmingSpaces: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
