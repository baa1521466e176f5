public import Policies

/// A person in the registry: groups and dates, never a name.
public struct PersonEntry: Hashable, Sendable {
  /// Who.
  public let person: PersonID
  /// The person's groups, sorted.
  public var groups: [String]
  /// Since when.
  public let joined: Instant
  /// Until when; `nil` while the person is here.
  public var left: Instant?

  /// Makes an entry.
  public init(person: PersonID, groups: [String], joined: Instant, left: Instant? = nil) {
    self.person = person
    self.groups = Array(Set(groups)).sorted()
    (self.joined, self.left) = (joined, left)
  }

  /// Reads `person,groups,joined,left`; `nil` for any spelling but the one that `line` writes.
  init?(line text: Substring) {
    let cells = text.split(separator: ",", omittingEmptySubsequences: false)
    guard cells.count == 4, let person = PersonID(cells[0]), let joined = Instant(cells[2]) else {
      return nil
    }
    let groups = cells[1].split(separator: ";").map(String.init)
    guard groups.allSatisfy(Identifier.isValid) else { return nil }
    self.init(person: person, groups: groups, joined: joined, left: Instant(cells[3]))
    guard line == text else { return nil }
  }

  /// `person,groups,joined,left`, the groups with semicolons between.
  var line: String {
    "\(person),\(groups.joined(separator: ";")),\(joined),\(left?.description ?? "")"
  }

  /// Whether the person was here at a moment.
  public func isActive(at moment: Instant) -> Bool {
    joined <= moment && left.map { moment < $0 } ?? true
  }
}
