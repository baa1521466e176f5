import Policies

@testable import Records

/// One change after the other in a line, as tests write it.
extension RegistryTree {
  func putting(_ entry: PersonEntry, key: KeyGrant?) throws -> RegistryTree {
    var next = self
    try next.put(entry)
    if let key { try next.put(key) }
    return next
  }

  func granting(_ roles: [String], to person: PersonID) throws -> RegistryTree {
    var next = self
    try next.changeRoles(of: person, adding: roles)
    return next
  }

  func leaving(_ entry: PersonEntry) throws -> RegistryTree {
    var next = self
    try next.put(entry)
    if let end = entry.left { try next.endKeys(of: entry.person, at: end) { _ in true } }
    return next
  }
}
