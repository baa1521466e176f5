public import Git
import Policies

/// The registry's versions, each checked against the one before it.
public struct RegistryHistory: Sendable {
  /// The repository's identity: the SHA-256 of the raw first registry commit.
  public let identity: String
  /// The versions, oldest first.
  public let versions: [ObjectID]
  /// How many registrars the next version needs, whoever signs it included.
  public let threshold: Int
  private let places: [ObjectID: Int]
  let times: [Instant]
  let signers: [PersonID]
  let ends: [String: KeyEnd]
  /// The proposals that became a version, each with that version.
  let merges: [ProposalName: ObjectID]
  private let endsOfPerson: [PersonID: [String: KeyEnd]]

  /// The newest version.
  public var tip: ObjectID { versions[versions.count - 1] }

  /// The place of a version among the versions, from 0; `nil` if it is none of them.
  public func place(of version: ObjectID) -> Int? { places[version] }

  /// When a version was made, as declared.
  public func time(of version: ObjectID) -> Instant? { places[version].map { times[$0] } }

  /// The newest version that had arrived at a moment, and none older than `version`.
  func newest(
    arrivedBy moment: Instant,
    _ ledger: LedgerBook,
    notBefore version: ObjectID
  ) throws(Refusal) -> ObjectID {
    guard let least = place(of: version) else {
      throw Refusal(.registry, "the record names a registry that is none of this repository's")
    }
    let newest = ledger.newestRegistry(arrivedBy: moment).flatMap { place(of: $0) } ?? 0
    return versions[max(least, newest)]
  }

  /// Who signed a version.
  func signer(of version: ObjectID) -> PersonID? { places[version].map { signers[$0] } }

  /// Whether any key has ended.
  var hasEnds: Bool { !ends.isEmpty }

  /// What stays good of a key, given as `<type> <base64>`; `nil` while it has not ended.
  func end(of key: String) -> KeyEnd? { ends[key] }

  /// The ends of a person's keys, by `<type> <base64>`.
  func ends(ofKeysOf person: PersonID) -> [String: KeyEnd] { endsOfPerson[person] ?? [:] }

  /// Reads and checks all versions up to `tip`.
  ///
  /// Version N+1 is decided by the people of version N: as many registrars as the threshold asks
  /// for, versions rise by one, keys and people never change hands and never come back.
  ///
  /// - Parameters:
  ///   - tip: the newest version.
  ///   - repository: where to read.
  ///   - archive: is given the newest version's files as they were read, so that it need not read
  ///     them again.
  /// - Throws: the first thing that is wrong, with the version in which it is.
  public init(
    upTo tip: ObjectID,
    in repository: Repository,
    for archive: RegistryArchive? = nil
  ) throws(Refusal) {
    let links = try Chain.read(from: tip, in: repository)
    guard let first = links.first else { throw Refusal(.registry, "the registry is empty") }
    var walk = RegistryWalk(identity: first.digest, repository: repository)
    for (index, link) in links.enumerated() {
      do throws(Refusal) {
        try walk.take(link)
      } catch {
        throw Refusal(error.code, "registry version \(index + 1) (\(link.id)): \(error.reason)")
      }
    }
    archive?.keep(walk.content)
    self.init(
      identity: first.digest,
      versions: links.map(\.id),
      times: links.map(\.time),
      signers: links.map(\.commit.person),
      threshold: walk.content.threshold,
      ends: walk.ends,
      merges: walk.merges
    )
  }

  /// The same with the ends of more keys, as a version that is still to be made would have it.
  ///
  /// - Parameters:
  ///   - keys: the keys, each with its end.
  ///   - tips: where the chains stand whose keys they are, as `<ref> <object id>`.
  ///   - moment: when that version would be made.
  /// - Returns: the history, whose newest version is the same.
  /// - Throws: `R-RECORD` for tips of another form.
  func ending(
    _ keys: [KeyGrant],
    at tips: [String],
    _ moment: Instant
  ) throws(Refusal) -> RegistryHistory {
    let tips = try KeyEnd.tips(tips)
    var ends = self.ends
    for key in keys {
      ends[key.keyLine] = KeyEnd(of: key.person, since: key.until, said: moment, tips)
    }
    return RegistryHistory(
      identity: identity,
      versions: versions,
      times: times,
      signers: signers,
      threshold: threshold,
      ends: ends,
      merges: merges
    )
  }

  init(
    identity: String,
    versions: [ObjectID],
    times: [Instant],
    signers: [PersonID],
    threshold: Int,
    ends: [String: KeyEnd],
    merges: [ProposalName: ObjectID]
  ) {
    (self.identity, self.versions, self.threshold) = (identity, versions, threshold)
    (self.times, self.signers, self.ends, self.merges) = (times, signers, ends, merges)
    places = Dictionary(uniqueKeysWithValues: versions.enumerated().map { ($1, $0) })
    endsOfPerson = Dictionary(grouping: ends) { $0.value.person }
      .mapValues { Dictionary(uniqueKeysWithValues: $0.map { ($0.key, $0.value) }) }
  }
}
