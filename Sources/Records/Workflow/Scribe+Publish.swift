public import Git
public import Policies
import Signing

/// What is about to be published, worked out and not yet signed.
public struct PublicationPlan: Sendable {
  /// Which policy.
  public var policy: String
  /// The version it will have.
  public var version: PolicyVersion
  /// Whether people sign again.
  public var change: ChangeClass
  /// From when it applies.
  public var effective: Instant
  /// Who is asked.
  public var audience: [String]
  /// The version before it.
  public var previous: PublicationEntry?
  /// The commit on main whose text it is.
  public internal(set) var commit: ObjectID
  var blob: ObjectID
  var digest: String
}

extension Scribe {
  /// Works out the next version of a policy from what was merged since the last one.
  ///
  /// - Parameters:
  ///   - policy: which policy.
  ///   - effective: from when; `nil` as soon as its notice allows.
  ///   - raised: whether the publisher asks people to sign again although no merge does.
  /// - Returns: what would be published.
  /// - Throws: `WorkflowError` when there is nothing to publish, too early, or without the role.
  public func plan(
    publishing policy: String,
    effective: Instant?,
    raised: Bool
  ) throws -> PublicationPlan {
    try require(Role.publisher)
    let tip = try repository.mainTip()
    let document = try repository.policy(policy, at: tip)
    let shelf = try PublicationShelf(repository)
    let previous = shelf.newest(policy)
    let last = shelf.lastNumber(policy)
    let history = try MainHistory(upTo: tip, in: repository)
    try repository.requireGoodMain()
    let commit = try loneTag(policy, after: previous, last, history) ?? tip
    if let previous, try isUnchanged(policy, previous.publication.commit, commit) {
      throw WorkflowError.nothingToPublish(policy, previous.publication.version)
    }
    let merged = try history.change(of: policy, since: previous?.publication.commit, upTo: commit)
    let change = raised || previous == nil ? .material : merged
    let path = PolicyRepository.path(of: policy)
    guard let file = try repository.git.entry(path, in: repository.tree(of: commit)) else {
      throw WorkflowError.missingFile(path)
    }
    return PublicationPlan(
      policy: policy,
      version: try freeVersion(policy, after: last, change, previous, history),
      change: change,
      effective: try start(policy, effective, change, previous, tip),
      audience: document.front.audience,
      previous: previous,
      commit: commit,
      blob: file.id,
      digest: Digest.sha256(try repository.git.content(file.id))
    )
  }

  /// Signs the tag, then the publication record, which is the commit point.
  @discardableResult
  public func publish(_ plan: PublicationPlan) async throws -> ObjectID {
    try require(Role.publisher)
    let tag = try await tagObject(for: plan)
    let last = try PublicationShelf(repository).newest(plan.policy)?.id
    return try await append(to: Chain.published) { _ in
      guard try PublicationShelf(repository).newest(plan.policy)?.id == last,
        last == plan.previous?.id
      else { throw WorkflowError.busy(Chain.published) }
      return Publication(
        .publish,
        plan.policy,
        plan.version,
        change: plan.change,
        tagObject: tag,
        commit: plan.commit,
        blob: plan.blob,
        digest: plan.digest,
        effective: plan.effective,
        audience: plan.audience
      )
    }
  }

  /// Takes a version out of force; who signed it has still signed it.
  @discardableResult
  public func withdraw(_ policy: String, _ version: PolicyVersion) async throws -> ObjectID {
    try require(Role.publisher)
    let shelf = try PublicationShelf(repository)
    guard let entry = shelf.entry(policy, version), entry.withdrawn == nil else {
      throw WorkflowError.unknownVersion(
        policy,
        version.description,
        known: shelf.standing(policy).map(\.publication.version.description)
      )
    }
    var publication = entry.publication
    publication.action = .withdraw
    return try await append(to: Chain.published) { _ in publication }
  }

  func isUnchanged(_ policy: String, _ old: ObjectID, _ new: ObjectID) throws -> Bool {
    let folder = "policies/\(policy)"
    return try repository.git.files(inTree: repository.tree(of: old), under: folder)
      == repository.git.files(inTree: repository.tree(of: new), under: folder)
  }

  private func start(
    _ policy: String,
    _ wanted: Instant?,
    _ change: ChangeClass,
    _ previous: PublicationEntry?,
    _ main: ObjectID
  ) throws -> Instant {
    let days = previous == nil ? 0 : try repository.organisation(at: main).noticeDays[change] ?? 0
    let notice = try moment().adding(days: days)
    // What only mends words has the duties of its MAJOR, and so its date.
    let earliest = change == .editorial ? max(notice, previous?.effective ?? notice) : notice
    guard let wanted else { return earliest }
    // A date without a time means its first second, which for today has already passed.
    guard wanted >= earliest || wanted.date == earliest.date else {
      throw WorkflowError.tooEarly(policy, earliest, notice: earliest == notice ? days : nil)
    }
    return wanted
  }
}
