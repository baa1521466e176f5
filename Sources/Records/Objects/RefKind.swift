public import Policies

/// What may stand in a policy repository, by the full name of its ref.
///
/// The order of the cases is the order in which they lean on each other: a kind is judged by
/// those before it.
public enum RefKind: Hashable, Sendable {
  /// People, keys, roles and groups.
  case registry
  /// The server's receipts.
  case ledger
  /// A request to be let in; `key` is the SHA-256 of the key's blob.
  case enrolment(PersonID, key: String)
  /// What a person does in a role.
  case acts(PersonID)
  /// The policies and rules that hold.
  case main
  /// A change that waits for review.
  case proposal(ProposalName)
  /// A published version.
  case tag(policy: String, PolicyVersion)
  /// The publications.
  case published
  /// What a person says for themself.
  case records(PersonID)

  /// Reads a ref's full name; `nil` for a name under which nothing may stand.
  public init?(_ name: String) {
    switch name {
    case RegistryArchive.ref: self = .registry
    case Chain.main: self = .main
    case Chain.published: self = .published
    case Chain.ledger: self = .ledger
    default:
      guard let kind = RefKind.personal(name) ?? RefKind.branchOrTag(name) else { return nil }
      self = kind
    }
  }

  /// The ref's full name.
  public var name: String {
    switch self {
    case .registry: RegistryArchive.ref
    case .enrolment(let person, let key): Chain.enrolment(of: person, key: key)
    case .acts(let person): Chain.acts(of: person)
    case .main: Chain.main
    case .proposal(let name): name.ref
    case .tag(let policy, let version): PolicyTag.ref(policy, version)
    case .published: Chain.published
    case .records(let person): Chain.records(of: person)
    case .ledger: Chain.ledger
    }
  }

  /// Whose it is, where only that person writes.
  public var owner: PersonID? {
    switch self {
    case .enrolment(let person, _), .acts(let person), .records(let person): person
    case .proposal(let name): name.person
    case .registry, .main, .tag, .published, .ledger: nil
    }
  }

  /// The place in the order of judgement, from 0.
  var stage: Int {
    switch self {
    case .registry: 0
    case .ledger: 1
    case .enrolment: 2
    case .acts: 3
    case .main: 4
    case .proposal: 5
    case .tag: 6
    case .published: 7
    case .records: 8
    }
  }

  private static func personal(_ name: String) -> RefKind? {
    if let person = Chain.owner(of: name, kind: "records") { return .records(person) }
    if let person = Chain.owner(of: name, kind: "acts") { return .acts(person) }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 5, parts[0] == "refs", parts[1] == "writ", let person = PersonID(parts[4])
    else { return nil }
    let kind: RefKind
    switch (parts[2], parts.count) {
    case ("enrol", 6) where FieldGrammar.digest.accepts(String(parts[5])):
      kind = .enrolment(person, key: String(parts[5]))
    default: return nil
    }
    return kind.name == name ? kind : nil
  }

  private static func branchOrTag(_ name: String) -> RefKind? {
    if let proposal = ProposalName(ref: name) { return .proposal(proposal) }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[1] == "tags", parts[2] == "policy", Identifier.isValid(parts[3]),
      let version = PolicyVersion(parts[4])
    else { return nil }
    let kind = RefKind.tag(policy: String(parts[3]), version)
    return kind.name == name ? kind : nil
  }
}
