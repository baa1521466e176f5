import Foundation
import Git
import Policies
import Records
import Synchronization
import TestTools

/// A company of any size, whose people do what commands do.
final class SampleCompany: Sendable {
  private let git: Repository
  private let policies: [String]
  private let clock: Clock
  private let people = Mutex<[PersonID]>([])

  /// Founds the company with the first version of each policy on main.
  init(in folder: String, policies count: Int) async throws {
    git = try Repository.open(from: folder)
    clock = Clock()
    policies = (1...max(1, count)).map { "policy-\($0)" }
    let key = try SoftKey("ana")
    let files = policies.map { policy in
      (
        path: PolicyRepository.path(of: policy),
        bytes: Array(SampleText.policy(policy, version: 0).utf8), isExecutable: false
      )
    }
    let settings = (path: "writ.yml", bytes: Array(SampleText.settings.utf8), isExecutable: false)
    let repository = try await Founding(
      in: git,
      by: SampleCompany.person("ana"),
      key: key.publicKey,
      signer: key,
      now: clock.now,
      seed: Array("sample".utf8)
    ).begin(with: files + [settings])
    try git.checkOut(tree: repository.tree(of: repository.mainTip()), from: nil)
  }

  static func person(_ id: String) throws -> PersonID {
    guard let person = PersonID(id) else { throw WorkflowError.badSlug(id) }
    return person
  }

  /// Enters people with keys in one version of the registry.
  func enter(people count: Int) async throws {
    let ids = try (0..<count).map { try SampleCompany.person("p-\($0)") }
    let edits = try ids.map { person in
      RegistryEdit.join(
        person,
        key: try SoftKey(person.description).publicKey,
        groups: ["staff"],
        roles: []
      )
    }
    let bruno = RegistryEdit.join(
      try SampleCompany.person("bruno"),
      key: try SoftKey("bruno").publicKey,
      groups: ["staff"],
      roles: [Role.legal]
    )
    try await scribe("ana").change([bruno] + edits, because: "sample")
    people.withLock { $0 = ids }
  }

  /// Publishes each policy, then changes and publishes it again until it has so many versions.
  func publish(versions: Int) async throws {
    for version in 0..<versions {
      if version > 0 { try await change(to: version) }
      for policy in policies {
        let ana = try scribe("ana")
        try await ana.publish(ana.plan(publishing: policy, effective: nil, raised: false))
      }
    }
  }

  /// Lets each person sign the newest version of some policies.
  func sign(each count: Int) async throws {
    let repository = try PolicyRepository(git, pinned: nil)
    let shelf = try PublicationShelf(repository)
    for (index, person) in people.withLock({ $0 }).enumerated() {
      let scribe = try scribe(person.description, in: repository)
      for turn in 0..<min(count, policies.count) {
        let policy = policies[(index + turn) % policies.count]
        guard let entry = shelf.newest(policy) else { continue }
        try await scribe.acknowledge(
          entry,
          .acknowledge,
          reason: nil,
          shown: .full,
          means: .typed
        )
      }
    }
  }

  private func change(to version: Int) async throws {
    let files = policies.map { policy in
      (
        PolicyRepository.path(of: policy),
        Array(SampleText.policy(policy, version: version).utf8)
      )
    }
    let ana = try scribe("ana")
    let reason = "round \(version)"
    let draft = try ana.draft(
      putting: Dictionary(uniqueKeysWithValues: files),
      into: nil,
      reason: reason
    )
    let proposal = try await ana.propose(draft, reason: reason, change: draft.leastClass)
    try await scribe("bruno").review(proposal, .approve, role: nil, clause: nil, comment: "")
    try await scribe("ana").merge(proposal)
  }

  private func scribe(_ id: String, in repository: PolicyRepository? = nil) throws -> Scribe {
    let clock = clock
    return Scribe(
      try repository ?? PolicyRepository(git, pinned: nil),
      as: try SampleCompany.person(id),
      signer: try SoftKey(id)
    ) { clock.now }
  }
}

/// A clock that goes on by a second at each look.
private final class Clock: Sendable {
  private let seconds = Mutex(1_790_000_000)

  var now: Instant {
    seconds.withLock { seconds in
      seconds += 1
      return Instant(seconds: seconds)
    }
  }
}

/// The texts of the sample.
private enum SampleText {
  static let settings = """
    organisation: Sample
    statement: "I have read {title} {version} of {organisation}."
    approvals:
      - paths: ["**"]
        needs: {legal: 1}

    """

  /// Twenty clauses, of which the third changes in each version.
  static func policy(_ id: String, version: Int) -> String {
    let why = String(
      repeating: "Words that say why, and how, and when, as a policy has them. ",
      count: 6
    )
    let clauses = (1...20).map { number in
      """
      ## Clause \(number) {#P-\(number)}

      You must do \(number) of \(number == 3 ? version : 0). \(why)

      **Do**

      - this

      **Don't**

      - that


      """
    }
    let front = "---\nid: \(id)\ntitle: \(id)\nowner: role:legal\nreview-by: 2099-12-01\n---\n"
    return front + "# \(id)\n\n" + clauses.joined()
  }
}
