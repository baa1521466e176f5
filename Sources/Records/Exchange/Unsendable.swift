public import Git
public import Policies

/// What was entered, merged and published here and cannot be sent, and what leans on it.
///
/// Others were faster, or it comes too late: the registry, main and the publications are one line
/// that everybody shares, so one side has to do its part again on top of the other's.
public struct Unsendable: Sendable {
  /// What has to go of the registry, main and the publications: `old` is what both sides have.
  public private(set) var offers: [RefOffer] = []
  /// Tags of versions that no remaining publication names, and that are not there.
  public private(set) var tags: [Reference] = []
  private let git: Repository
  private let there: [String: ObjectID]
  /// What stays here of the registry, main and the publications.
  private var kept: [String: ObjectID] = [:]

  /// Finds it.
  ///
  /// - Parameters:
  ///   - git: what is here.
  ///   - there: the refs of the other copy, by name; their objects are here.
  ///   - refused: the refs that the other copy judged and refused.
  /// - Throws: a `GitError` or `Refusal` where a ref or a record cannot be read.
  public init(
    in git: Repository,
    beside there: [String: ObjectID],
    refused: Set<String> = []
  ) throws {
    (self.git, self.there) = (git, there)
    for ref in [RegistryArchive.ref, Chain.main, Chain.published] {
      guard let here = try git.reference(ref) else { continue }
      kept[ref] = here
      guard let other = there[ref], other != here else { continue }
      let base = try git.mergeBase(here, other)
      // Two people may have published first; registry and main have one beginning everywhere.
      guard base != here, base != nil || ref == Chain.published else { continue }
      let fits =
        try base == other && !refused.contains(ref) && new(here, after: base).allSatisfy(stands)
      guard !fits else { continue }
      offers.append(RefOffer(ref: ref, old: base, new: here))
      kept[ref] = base
    }
    let published = try kept[Chain.published].map { try Chain.read(from: $0, in: git) } ?? []
    let named = Set(try published.map { try Publication($0.record).tagObject })
    tags = try git.references(matching: "refs/tags/policy/*").filter { tag in
      guard let object = tag.target else { return false }
      return there[tag.name] != object && !named.contains(object)
    }
  }

  /// Whether a ref must not be sent as it is here.
  public func holdsBack(_ ref: String) throws -> Bool {
    try offers.contains { $0.ref == ref } || tags.contains { $0.name == ref }
      || leaning(ref) != nil
  }

  /// Whose chains lean on what has to go, besides a person's own; sorted.
  ///
  /// - Parameter person: who can sign their own again.
  /// - Returns: the others, whose records would name what nobody has.
  /// - Throws: a `GitError` or `Refusal` where a chain cannot be read.
  public func others(than person: PersonID?) throws -> [PersonID] {
    let chains = try ["refs/writ/acts/*", "refs/writ/records/*"].flatMap {
      try git.references(matching: $0)
    }
    let named = try chains.filter { try $0.target != there[$0.name] && leaning($0.name) != nil }
    return Set(named.compactMap { RefKind($0.name)?.owner }).filter { $0 != person }.sorted()
  }

  /// One step of giving way.
  public enum Step: Sendable {
    /// The ref goes back to `old`.
    case drop(RefOffer)
    /// The tag goes.
    case remove(Reference)
    /// The chain is made again, leaning on what stays.
    case signAgain(Leaning)

    fileprivate var ref: String {
      switch self {
      case .drop(let offer): offer.ref
      case .remove(let tag): tag.name
      case .signAgain(let chain): chain.ref
      }
    }
  }

  /// What to do, in order: what leans on something goes before it, so that a kill in between leaves
  /// nothing that leans on what is gone.
  ///
  /// - Parameter person: whose chains can be signed again; `nil` for nobody's.
  /// - Returns: the steps.
  /// - Throws: a `GitError` or `Refusal` where a chain cannot be read.
  public func steps(for person: PersonID?) throws -> [Step] {
    let chains = person.map { [Chain.acts(of: $0), Chain.records(of: $0)] } ?? []
    let steps =
      try offers.map(Step.drop) + tags.map(Step.remove)
      + chains.compactMap(leaning).map(Step.signAgain)
    return steps.sorted { RefKind($0.ref)?.stage ?? 0 > RefKind($1.ref)?.stage ?? 0 }
  }

  private func leaning(_ ref: String) throws -> Leaning? {
    switch RefKind(ref) {
    case .acts, .records: break
    default: return nil
    }
    guard let here = try git.reference(ref) else { return nil }
    let base = try there[ref].flatMap { try git.mergeBase(here, $0) }
    let new = try new(here, after: base)
    let idle = try new.filter { try isIdle($0.record) }
    guard try !idle.isEmpty || !new.allSatisfy(stands) else { return nil }
    return Leaning(ref: ref, there: there[ref], idle: Set(idle.map(\.id)))
  }

  private func new(_ here: ObjectID, after base: ObjectID?) throws -> [ChainLink] {
    let links = try Chain.read(from: here, in: git)
    return base == nil ? links : Array(links.drop { $0.id != base }.dropFirst())
  }

  /// A chain of a person that leans on what does not stay.
  public struct Leaning: Sendable {
    /// The chain's ref.
    public let ref: String
    /// What the chain is there; `nil` if it is not.
    public let there: ObjectID?
    /// The records about versions that nobody published; they are not signed again.
    public let idle: Set<ObjectID>
  }

  private func isIdle(_ record: Record) throws -> Bool {
    guard record.format == .acknowledgement else { return false }
    let said = try Acknowledgement(record)
    guard there[said.tag] != said.tagObject else { return false }
    return try git.reference(said.tag) != said.tagObject || tags.contains { $0.name == said.tag }
  }

  /// Whether what a record leans on is what both sides have, or can be sent with it.
  private func stands(_ link: ChainLink) throws -> Bool {
    if let version = link.record.registry, try !isPart(version, of: RegistryArchive.ref) {
      return false
    }
    guard link.record.format == .publish else { return true }
    let said = try Publication(link.record)
    // A tag never moves: where another one has its name, this version can never be published.
    guard there[said.tag].map({ $0 == said.tagObject }) ?? true else { return false }
    return try isPart(said.commit, of: Chain.main)
  }

  private func isPart(_ id: ObjectID, of ref: String) throws -> Bool {
    try [kept[ref], there[ref]].compactMap(\.self).contains { tip in
      try tip == id || git.isAncestor(id, of: tip)
    }
  }
}
