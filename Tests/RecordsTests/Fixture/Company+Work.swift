import Git
import Policies
import Signing
import TestTools

@testable import Records

/// The ordinary steps, as commands take them.
extension Company {
  static let softer = CompanyFiles.policy.replacing("praise", with: "like")
  static let stricter = CompanyFiles.policy.replacing(
    "say in the post",
    with: "always say in the post"
  )

  /// Brings the work folder to main, whatever is in it.
  func refresh() throws { try Program.text(["git", "reset", "-q", "--hard", "main"], in: path) }

  /// Changes files in the work folder and proposes what changed.
  @discardableResult
  func propose(
    _ files: [String: String] = [CompanyFiles.policyPath: softer],
    by person: PersonID = carla,
    slug: String = "change",
    as change: ChangeClass? = nil
  ) async throws -> Proposal {
    try refresh()
    for (name, text) in files { try folder.write("repository/" + name, text) }
    let scribe = try scribe(person)
    let draft = try scribe.draft(policy: nil, slug: slug, reason: "because")
    let proposal = try await scribe.propose(
      draft,
      reason: "because",
      change: change ?? draft.leastClass
    )
    try refresh()
    return proposal
  }

  @discardableResult
  func review(
    _ proposal: Proposal,
    _ verdict: Review.Verdict = .approve,
    by person: PersonID = bruno
  ) async throws -> ObjectID {
    try await scribe(person).review(proposal, verdict, role: nil, clause: nil, comment: "fine")
  }

  @discardableResult
  func merge(_ proposal: Proposal, by person: PersonID = carla) async throws -> ObjectID {
    try await scribe(person).merge(repository().proposal(proposal.name))
  }

  /// Proposes, approves and merges.
  @discardableResult
  func change(
    _ files: [String: String],
    slug: String = "change",
    as change: ChangeClass? = nil
  ) async throws -> ObjectID {
    let proposal = try await propose(files, slug: slug, as: change)
    try await review(proposal)
    return try await merge(proposal)
  }

  @discardableResult
  func publish(_ policy: String) async throws -> ObjectID {
    let scribe = try scribe(Company.ana)
    return try await scribe.publish(scribe.plan(publishing: policy, effective: nil, raised: false))
  }

  @discardableResult
  func acknowledge(
    by person: PersonID = carla,
    with signer: (any Signer)? = nil,
    shown: Acknowledgement.Shown = .full,
    means: Acknowledgement.Means = .typed
  ) async throws -> ObjectID {
    let signer = try signer ?? SoftKey(person.description)
    let scribe = Scribe(try repository(), as: person, signer: signer) { self.now }
    return try await scribe.acknowledge(
      published(),
      .acknowledge,
      reason: nil,
      shown: shown,
      means: means
    )
  }

  /// Enters people with a key of each kind that `ssh-keygen` makes, who sign the newest publication.
  ///
  /// - Returns: their keys, whose files stay as long as these are kept.
  @discardableResult
  func acknowledgeWithKeysOfAllKinds() async throws -> [KeygenSigner] {
    var signers: [KeygenSigner] = []
    for (name, options) in KeygenSigner.kinds {
      let signer = try KeygenSigner(options)
      let person = Company.person(name)
      try await scribe(Company.ana)
        .addPerson(person, key: signer.publicKey, roles: [], groups: [])
      try await acknowledge(by: person, with: signer)
      signers.append(signer)
    }
    return signers
  }

  /// The newest publication of the social media policy.
  func published() throws -> PublicationEntry {
    guard let entry = try PublicationShelf(repository()).newest("social-media") else {
      throw WorkflowError.notPublished("social-media")
    }
    return entry
  }
}
