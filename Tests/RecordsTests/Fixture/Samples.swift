import Git
import Policies
import Signing
import TestTools

@testable import Records

/// One record of each format, filled with values that mean nothing.
enum Samples {
  static let digest = String(repeating: "0123456789abcdef", count: 4)

  static let all: [Record] = [
    record(Root(manifest: digest)), record(registry, repository: nil), record(review),
    record(merge), record(publication), record(acknowledgement), record(enrolment),
    record(Vouch(for: .emptyTree)),
    record(Steering(.share, proposal, with: Company.bruno, comment: "he knows – better")),
    record(receipt),
  ]

  static let receipt = Receipt(
    time: Instant(seconds: 1_800_000_000),
    updates: ["ana", "bruno"].map { name in
      RefReceipt(
        old: nil,
        new: .emptyTree,
        digest: digest,
        arrival: Instant(seconds: 1_800_000_000),
        ref: Chain.records(of: Company.person(name))
      )
    }
  )

  /// The acknowledgement's message as text.
  static var text: String { String(decoding: record(acknowledgement).encoded, as: UTF8.self) }

  static func record(
    _ statement: any Statement,
    repository: String? = digest,
    ledger: ObjectID? = nil
  ) -> Record {
    Record(
      statement,
      by: Company.ana,
      sequence: 2,
      repository: repository,
      previous: digest,
      registry: .emptyTree,
      ledger: type(of: statement).format == .receipt ? nil : ledger
    )
  }

  static let registry: RegistryChange = {
    var change = RegistryChange(version: 2, manifest: digest)
    change.approvals = approvals
    change.tips = ["refs/writ/acts/00/ana \(ObjectID.emptyTree)"]
    return change
  }()

  static let review = Review(
    .comment,
    of: proposal,
    target: .emptyTree,
    changeDigest: digest,
    change: .material,
    role: nil,
    clause: "SM-3",
    comment: "Über 50% – why?\nSecond line.\u{202E}"
  )

  static let merge = Merge(
    of: proposal,
    changeDigest: digest,
    manifest: digest,
    change: .editorial,
    approvals: approvals.reversed()
  )

  static let publication = Publication(
    .publish,
    "social-media",
    PolicyVersion(major: 2, minor: 1),
    change: .editorial,
    tagObject: .emptyTree,
    commit: .emptyTree,
    blob: .emptyTree,
    digest: digest,
    effective: Instant(seconds: 1_793_491_200),
    audience: ["staff", "board"]
  )

  static let acknowledgement = Acknowledgement(
    .acknowledge,
    of: PublishedText(
      tag: "refs/tags/policy/social-media/2.1",
      tagObject: .emptyTree,
      path: "policies/social-media/policy.md",
      blob: .emptyTree,
      digest: digest,
      language: "en-GB"
    ),
    shown: .changes(since: PolicyVersion(major: 1, minor: 0)),
    means: .typed,
    statement: "I have read it – “all” of it."
  )

  static let enrolment: Enrolment = {
    guard let key = try? SoftKey("ana").publicKey else { preconditionFailure("a good key") }
    return Enrolment(of: key, proof: digest, replaces: key.fingerprint)
  }()

  private static let approvals = [Company.ana, Company.bruno].map {
    ApprovalReference(person: $0, record: .emptyTree)
  }

  private static var proposal: ProposalName {
    guard let name = ProposalName("carla/change") else { preconditionFailure("a good name") }
    return name
  }
}
