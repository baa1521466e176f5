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
  init?(line: ArraySlice<UInt8>) {
    let cells = line.parts(at: UInt8(ascii: ","))
    guard cells.count == 4, let person = PersonID(PersonEntry.text(cells[0])),
      let joined = Instant(PersonEntry.text(cells[2]))
    else { return nil }
    let left = Instant(PersonEntry.text(cells[3]))
    guard left != nil || cells[3].isEmpty else { return nil }
    let groups =
      cells[1].isEmpty ? [] : cells[1].parts(at: UInt8(ascii: ";")).map(PersonEntry.text)
    guard groups.allSatisfy(Identifier.isValid), zip(groups, groups.dropFirst()).allSatisfy(<)
    else { return nil }
    (self.person, self.groups, self.joined, self.left) = (person, groups, joined, left)
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
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
