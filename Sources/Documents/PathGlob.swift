/// A pattern for paths: `*` matches within a folder, `**` across folders, `?` one character.
///
/// The semantics are those of `.gitignore` patterns with a leading slash. Matching takes at most
/// the product of the two lengths, whatever the pattern.
public struct PathGlob: Hashable, Sendable {
  /// The pattern as written.
  public let pattern: String

  /// Makes a glob from its pattern.
  public init(_ pattern: String) { self.pattern = pattern }

  /// Whether the glob matches a whole path with `/` between folders.
  public func matches(_ path: String) -> Bool {
    let parts = pattern.split(separator: "/", omittingEmptySubsequences: false)
    let names = path.split(separator: "/", omittingEmptySubsequences: false)
    return PathGlob.match(parts, names, isStar: { $0 == "**" }) { part, name in
      PathGlob.match(Array(part), Array(name), isStar: { $0 == "*" }) { $0 == "?" || $0 == $1 }
    }
  }

  /// Matches with one step back to the latest star, which is enough when stars match anything.
  private static func match<Element>(
    _ pattern: [Element],
    _ text: [Element],
    isStar: (Element) -> Bool,
    _ fits: (Element, Element) -> Bool
  ) -> Bool {
    var (at, position) = (0, 0)
    var retry: (at: Int, position: Int)?
    while position < text.count {
      if at < pattern.count, isStar(pattern[at]) {
        retry = (at, position)
        at += 1
      } else if at < pattern.count, fits(pattern[at], text[position]) {
        at += 1
        position += 1
      } else if let last = retry {
        retry = (last.at, last.position + 1)
        (at, position) = (last.at + 1, last.position + 1)
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy(isStar)
  }
}
