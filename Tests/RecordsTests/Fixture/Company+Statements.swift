import Git
import Policies
import Signing

@testable import Records

/// Statements as an attacker could fill them in.
extension Company {
  /// An acknowledgement of the newest version, right in everything.
  func acknowledgement(
    shown: Acknowledgement.Shown = .full,
    means: Acknowledgement.Means = .typed
  ) throws -> Acknowledgement {
    let entry = try published()
    return Acknowledgement(
      .acknowledge,
      of: try repository().publishedText(of: entry),
      shown: shown,
      means: means,
      statement: try repository().statement(for: entry)
    )
  }

  /// A record of that acknowledgement in a person's own place.
  func acknowledging(
    as person: PersonID = carla,
    _ change: (inout Acknowledgement) -> Void = { _ in }
  ) throws -> Forgery {
    var statement = try acknowledgement()
    change(&statement)
    return Forgery(statement, on: Chain.records(of: person), by: person)
  }

  /// A verdict on a proposal in a person's own place, whatever Writ would say.
  func reviewing(
    _ proposal: Proposal,
    _ verdict: Review.Verdict = .approve,
    by person: PersonID = bruno,
    role: String? = Role.legal
  ) -> Forgery {
    let review = Review(
      verdict,
      of: proposal.name,
      target: proposal.head,
      changeDigest: proposal.changeDigest,
      change: proposal.change,
      role: role,
      clause: nil,
      comment: ""
    )
    return Forgery(review, on: Chain.acts(of: person), by: person)
  }

  /// A merge of a proposal with the approvals that it names, whatever they are worth.
  func merging(
    _ proposal: Proposal,
    with approvals: [(PersonID, ObjectID)],
    tree: ObjectID? = nil,
    by person: PersonID = carla
  ) throws -> Forgery {
    let result = try tree ?? repository().merged(proposal, into: repository().mainTip())
    let changes = try git.changes(from: mainTree(), to: result)
    let merge = Merge(
      of: proposal.name,
      changeDigest: try Manifest(git).digest(of: changes),
      manifest: try Manifest(git).digest(ofTree: result),
      change: proposal.change,
      approvals: approvals.map { ApprovalReference(person: $0, record: $1) }
    )
    return Forgery(merge, on: Chain.main, by: person).with {
      $0.tree = result
      $0.alsoParent = proposal.head
    }
  }

  /// The next version of the registry with changed files.
  func registering(
    _ tree: ObjectID,
    by person: PersonID = ana,
    version: Int? = nil,
    approvals: [(PersonID, ObjectID)] = [],
    tips: [String] = []
  ) throws -> Forgery {
    let history = try RegistryHistory(upTo: repository().registryTip, in: git)
    let change = RegistryChange(
      version: version ?? history.versions.count + 1,
      manifest: try Manifest(git).digest(ofTree: tree),
      approvals: approvals.map { ApprovalReference(person: $0, record: $1) },
      tips: try tips.compactMap { ref in try git.reference(ref).map { "\(ref) \($0)" } }
    )
    return Forgery(change, on: RegistryArchive.ref, by: person).with { $0.tree = tree }
  }

  /// The newest registry's files, to be changed.
  func registryTree() throws -> RegistryTree {
    let repository = try repository()
    return RegistryTree(git, from: try repository.registry.tree(of: repository.registryTip))
  }

  /// The newest registry with the bytes of one file replaced.
  func registryTree(putting path: String, _ text: String) throws -> ObjectID {
    let repository = try repository()
    return try tree(repository.registry.tree(of: repository.registryTip), putting: path, text)
  }

  /// A file of the newest registry as text.
  func registryFile(_ path: String) throws -> String {
    let repository = try repository()
    let tree = try repository.registry.tree(of: repository.registryTip)
    guard let file = try git.entry(path, in: tree) else { return "" }
    return String(decoding: try git.content(file.id), as: UTF8.self)
  }
}
