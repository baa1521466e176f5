import Policies
import Records
import Signing

extension KeyStory.Decision {
  /// `ana, agreed to by bruno, in version 20 of the registry, 2026-02-20T09:10:00Z`.
  var words: String {
    let others = agreed.map(\.description).joined(separator: ", ")
    return "\(signer)\(agreed.isEmpty ? "" : ", agreed to by \(others),")"
      + " in version \(version) of the registry, \(time)"
  }
}

extension KeyEnding {
  /// What becomes of the records, before keys end.
  var words: String { "Signed with the keys that it ends: \(stays) stay good, \(falls) fall" }
}

extension RegistryDifference {
  /// The difference as a line.
  var words: String {
    switch self {
    case .joined(let person, let groups):
      "\(person) joins\(groups.isEmpty ? "" : ", in \(groups.joined(separator: ", "))")"
    case .left(let person): "\(person) leaves"
    case .moved(let person, let old, let new):
      "\(person) moves from \(RegistryDifference.list(old)) to \(RegistryDifference.list(new))"
    case .keyEntered(let person, let key, let wasRequested, let backing):
      "\(person) gets the key \(key)"
        + (backing == .consent
          ? ", with an older key's consent"
          : wasRequested ? ", which asked for it" : ", entered by the registrar")
        + (backing == .none ? "; no older key consents, so ask \(person) whether it is theirs" : "")
    case .keyEnded(let person, let key, let moment):
      "\(person)'s key \(key) ends: it counts for nothing from \(moment) on"
    case .roleGiven(let person, let role): "\(person) becomes \(role)"
    case .roleTaken(let person, let role): "\(person) is no longer \(role)"
    case .threshold(let number): "\(number) registrar\(number == 1 ? "" : "s") decide from now on"
    case .passkeys(nil): "passkeys are no longer accepted"
    case .passkeys(let rules?):
      "passkeys are accepted on \(rules.origins.joined(separator: ", "))"
        + (rules.needsVerification ? ", with a PIN or fingerprint" : "")
    }
  }

  private static func list(_ groups: [String]) -> String {
    groups.isEmpty ? "no group" : groups.joined(separator: ", ")
  }
}
