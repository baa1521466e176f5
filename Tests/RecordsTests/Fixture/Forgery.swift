import Git
import Policies
import Signing
import TestTools

@testable import Records

/// A record as somebody with Git and a key of their own could make it, without Writ's checks.
struct Forgery {
  var statement: any Statement
  var ref: String
  var person: PersonID
  /// Whose key signs; the person's own if nothing is said.
  var key: String?
  var tree = ObjectID.emptyTree
  var alsoParent: ObjectID?
  /// Other values than the right ones.
  var sequence: Int?
  var previous: String?
  var repository: String?
  var registry: ObjectID?
  /// The receipt that it names as seen; `nil` for the newest.
  var ledger: ObjectID?
  var time: Instant?
  var parents: [ObjectID]?
  /// Makes the signature's binary form, if it is not a plain key that signs.
  var signature: (@Sendable ([UInt8]) throws -> [UInt8])?
  /// Changes the message before it is signed.
  var edit: @Sendable (String) -> String = { $0 }

  init(_ statement: any Statement, on ref: String, by person: PersonID) {
    (self.statement, self.ref, self.person) = (statement, ref, person)
  }

  func namesLedger(_ repository: PolicyRepository) -> ObjectID? {
    type(of: statement).format == .receipt ? nil : try? repository.newestReceipt()
  }

  func with(_ change: (inout Forgery) -> Void) -> Forgery {
    var copy = self
    change(&copy)
    return copy
  }
}

extension Company {
  /// Signs a forgery, stores it and points its ref to it.
  @discardableResult
  func plant(_ forgery: Forgery) throws -> ObjectID {
    try noteHonestRefs()
    let tip = try git.reference(forgery.ref)
    let id = try git.write(RawObject(kind: .commit, bytes: commit(forgery, after: tip).encoded))
    try git.update(forgery.ref, to: id, expecting: tip, because: "forgery")
    return id
  }

  /// Puts any object under a ref.
  func point(_ ref: String, to id: ObjectID) throws {
    try noteHonestRefs()
    try git.update(ref, to: id, expecting: git.reference(ref), because: "forgery")
  }

  private func commit(_ forgery: Forgery, after tip: ObjectID?) throws -> SignedCommit {
    let repository = try repository()
    let last = try tip.map { try ChainLink($0, in: git) }
    let record = Record(
      forgery.statement,
      by: forgery.person,
      sequence: forgery.sequence ?? (last?.record.sequence ?? 0) + 1,
      repository: forgery.repository ?? repository.identity,
      previous: forgery.previous ?? last?.digest,
      registry: forgery.registry ?? repository.registryTip,
      ledger: forgery.ledger ?? forgery.namesLedger(repository)
    )
    let unsigned = try UnsignedCommit(
      tree: forgery.tree,
      parents: forgery.parents ?? [tip, forgery.alsoParent].compactMap { $0 },
      person: forgery.person,
      time: (forgery.time ?? now).seconds,
      message: Array(forgery.edit(String(decoding: record.encoded, as: UTF8.self)).utf8)
    )
    guard let signature = forgery.signature else {
      return try sign(unsigned, with: forgery.key ?? forgery.person.description)
    }
    let blob = try signature(unsigned.payload)
    return SignedCommit(unsigned, signature: try SSHSignature(blob: blob))
  }

  func sign(_ commit: UnsignedCommit, with key: String) throws -> SignedCommit {
    let blob = try SoftKey(key).signature(of: commit.payload)
    return SignedCommit(commit, signature: try SSHSignature(blob: blob))
  }

  /// Stores a file and returns the tree that `tree` becomes with it.
  func tree(_ tree: ObjectID, putting path: String, _ text: String) throws -> ObjectID {
    let id = try git.write(RawObject(kind: .blob, bytes: Array(text.utf8)))
    return try git.writeTree(
      from: tree,
      putting: [path: TreeFile(path: path, mode: 0o100644, id: id)]
    )
  }

  func mainTree() throws -> ObjectID {
    let repository = try repository()
    return try repository.tree(of: repository.mainTip())
  }
}

extension Company {
  /// Whether stock Git finds a commit signed well by somebody of the newest registry.
  func stockAccepts(_ commit: ObjectID) throws -> Bool {
    let repository = try repository()
    let signers = try repository.registry.allowedSigners(at: repository.registryTip)
    let option = "gpg.ssh.allowedSignersFile=\(try folder.write("signers", signers))"
    return try Program.run(["git", "-c", option, "verify-commit", commit.hex], in: path).isGood
  }
}

extension VerificationReport {
  /// The codes of all problems, sorted.
  var codes: [String] { problems.map(\.refusal.code.rawValue).sorted() }

  /// The codes of the problems found under a ref.
  func codes(under ref: String) -> [Refusal.Code] {
    problems.filter { $0.ref == ref }.map(\.refusal.code)
  }
}

extension Company {
  /// A proposal with any tree, in the form that Writ gives proposals.
  func proposal(
    _ slug: String,
    tree: ObjectID,
    by person: PersonID,
    as change: ChangeClass = .editorial,
    after parents: [ObjectID]? = nil
  ) async throws -> Proposal {
    let repository = try repository()
    let head = ProposalHead(repository: repository.identity, person: person, change: change)
    let unsigned = try UnsignedCommit(
      tree: tree,
      parents: parents ?? [repository.mainTip()],
      person: person,
      time: now.seconds,
      message: head.message("because")
    )
    guard let name = ProposalName(person: person, slug: slug) else {
      throw WorkflowError.unknownProposal(slug, known: [])
    }
    let commit = try sign(unsigned, with: person.description)
    try point(name.ref, to: git.write(RawObject(kind: .commit, bytes: commit.encoded)))
    return try repository.proposal(name)
  }
}
