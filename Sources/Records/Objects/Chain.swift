public import Git
public import Policies

/// One record of a chain as it was read, its signature not yet checked.
public struct ChainLink: Sendable {
  /// What was read, shared by all copies: they are handed around more often than they are made.
  private final class Content: Sendable {
    let digest: String
    let commit: SignedCommit
    let record: Record

    init(_ commit: SignedCommit, _ record: Record, digest: String) {
      (self.commit, self.record, self.digest) = (commit, record, digest)
    }
  }

  private let content: Content
  /// The commit.
  public let id: ObjectID
  /// The SHA-256 of the raw commit.
  public var digest: String { content.digest }
  /// The commit, parsed.
  public var commit: SignedCommit { content.commit }
  /// Its message, parsed.
  public var record: Record { content.record }

  /// When, as declared.
  public var time: Instant { Instant(seconds: commit.time) }
  /// When it arrived at the server, by its receipt; `nil` without one.
  public internal(set) var arrival: Instant?
  /// The time that counts: that of the receipt, or else the declared one.
  public var moment: Instant { arrival ?? time }

  init(_ id: ObjectID, in repository: Repository) throws(Refusal) {
    let (commit, digest) = try repository.signedCommit(id)
    let record = try Record(parsing: commit.message)
    (self.id, content) = (id, Content(commit, record, digest: digest))
    guard record.person == commit.person else {
      throw Refusal(
        .person,
        "the record speaks for \(record.person), the commit for \(commit.person)"
      )
    }
    if !record.format.hasTree, commit.tree != .emptyTree {
      throw Refusal(.content, "a record of format \(record.format.rawValue) carries files")
    }
    guard commit.parents.count <= (record.format == .merge ? 2 : 1) else {
      throw Refusal(.chain, "the record has \(commit.parents.count) parents")
    }
  }

  /// Checks that this link follows `previous` (`nil`: that it begins the chain).
  func follows(_ previous: ChainLink?, repository identity: String?) throws(Refusal) {
    try follows(previous?.end, repository: identity)
  }

  /// Checks that this link goes on from the end of a chain (`nil`: that it begins it).
  func follows(_ previous: ChainEnd?, repository identity: String?) throws(Refusal) {
    guard record.repository == identity else {
      throw Refusal(.repository, "the record belongs to repository \(record.repository ?? "none")")
    }
    guard commit.parents.first == previous?.id, record.previous == previous?.digest else {
      throw Refusal(.chain, "the record does not name the one before it")
    }
    guard record.sequence == (previous?.sequence ?? 0) + 1 else {
      throw Refusal(.chain, "number \(record.sequence) follows \(previous?.sequence ?? 0)")
    }
    guard commit.time >= previous?.time ?? 0 else {
      throw Refusal(.chain, "the record says it is older than the one before it")
    }
  }
}

/// The records of one ref, oldest first.
public enum Chain {
  /// Reads a chain from its newest commit back to its first.
  static func read(from tip: ObjectID, in repository: Repository) throws(Refusal) -> [ChainLink] {
    var links: [ChainLink] = []
    var next: ObjectID? = tip
    while let id = next {
      let link = try ChainLink(id, in: repository)
      links.append(link)
      next = link.commit.parents.first
    }
    return links.reversed()
  }

  /// The ref of what a person does in a role.
  public static func acts(of person: PersonID) -> String {
    "refs/writ/acts/\(RegistryFiles.shard(of: person))/\(person)"
  }

  /// The ref of what a person says for themself.
  public static func records(of person: PersonID) -> String {
    "refs/writ/records/\(RegistryFiles.shard(of: person))/\(person)"
  }

  /// What the refs of a person's requests begin with.
  public static func enrolments(of person: PersonID) -> String {
    "refs/writ/enrol/\(RegistryFiles.shard(of: person))/\(person)"
  }

  /// The ref of a request to be let in; `key` is the SHA-256 of the key's blob.
  public static func enrolment(of person: PersonID, key: String) -> String {
    "\(enrolments(of: person))/\(key)"
  }

  /// The person whose chain a ref under `refs/writ/<kind>/` is; `nil` if it is in the wrong place.
  static func owner(of ref: String, kind: String) -> PersonID? {
    guard ref.hasPrefix("refs/writ/\(kind)/"),
      let slash = ref.utf8.lastIndex(of: UInt8(ascii: "/")),
      let person = PersonID(ref[ref.index(after: slash)...]),
      ref == "refs/writ/\(kind)/\(RegistryFiles.shard(of: person))/\(person)"
    else { return nil }
    return person
  }

  /// The ref of the publications.
  public static let published = "refs/writ/published"
  /// The ref of the server's receipts.
  public static let ledger = "refs/writ/ledger"
  /// The ref of main.
  public static let main = "refs/heads/main"
}
