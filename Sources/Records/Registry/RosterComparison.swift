public import Policies

/// What an HR export has otherwise than the registry.
public struct RosterComparison: Sendable {
  /// People who are new, with their groups.
  public private(set) var joiners: [Roster.Entry] = []
  /// People who are in other groups, with those they were in.
  public private(set) var moves: [(entry: Roster.Entry, from: [String])] = []
  /// People who are not in the export any more, or whose last day is past.
  public private(set) var leavers: [PersonID] = []
  /// People who are not in the export and hold a role: they stay.
  public private(set) var keptForRole: [PersonID] = []
  /// People whom the registry knows as gone; ids never come back.
  public private(set) var returning: [Roster.Entry] = []
  /// How many people are as they were.
  public private(set) var unchanged = 0
  /// How many people were here before.
  public let before: Int

  /// Compares an export with the people of a registry version.
  ///
  /// - Parameters:
  ///   - roster: the export.
  ///   - people: the registry's people.
  ///   - roles: who holds which role.
  ///   - isComplete: whether who is missing has left.
  public init(
    _ roster: Roster,
    with people: [PersonEntry],
    roles: [String: Set<PersonID>],
    isComplete: Bool
  ) {
    let known = Dictionary(people.map { ($0.person, $0) }, uniquingKeysWith: { first, _ in first })
    before = people.count { $0.left == nil }
    for entry in roster.entries {
      guard let old = known[entry.person] else {
        joiners.append(entry)
        continue
      }
      if old.left != nil {
        returning.append(entry)
      } else if old.groups != entry.groups, !roster.columns.groups.isEmpty {
        moves.append((entry, old.groups))
      } else {
        unchanged += 1
      }
    }
    let present = Set(roster.entries.map(\.person))
    let holders = roles.values.reduce(into: Set<PersonID>()) { $0.formUnion($1) }
    for person in people where person.left == nil && !present.contains(person.person) {
      guard isComplete || roster.gone.contains(person.person) else { continue }
      holders.contains(person.person)
        ? keptForRole.append(person.person) : leavers.append(person.person)
    }
  }

  /// Whether the registry is as the export says.
  public var isEmpty: Bool { joiners.isEmpty && moves.isEmpty && leavers.isEmpty }

  /// The changes to be made.
  public var edits: [RegistryEdit] {
    joiners.map { .join($0.person, key: nil, groups: $0.groups, roles: []) }
      + moves.map { .move($0.entry.person, groups: $0.entry.groups) }
      + leavers.map { .leave($0) }
  }
}
