import Git
import Policies
import Signing

extension Scribe {
  /// The commit of a tag that an interrupted publication left behind; trying again adopts it.
  func loneTag(
    _ policy: String,
    after previous: PublicationEntry?,
    _ last: PolicyVersion?,
    _ history: MainHistory
  ) throws -> ObjectID? {
    for change in [ChangeClass.editorial, .material] {
      let version = try freeVersion(policy, after: last, change, previous, history)
      guard let id = try repository.git.reference(PolicyTag.ref(policy, version)),
        let tag = try? PolicyTag.parse(repository.git.object(id, .tag)).tag,
        history.contains(tag.commit), try isPublisher(tag.person)
      else { continue }
      return tag.commit
    }
    return nil
  }

  /// The next version of a policy, those passed over whose tag stands in the way for good.
  ///
  /// Tags never go away. Whoever has a publisher's key can make one of a text that is published already, or
  /// one that falls with the key: it would be the last version otherwise.
  func freeVersion(
    _ policy: String,
    after last: PolicyVersion?,
    _ change: ChangeClass,
    _ previous: PublicationEntry?,
    _ history: MainHistory
  ) throws -> PolicyVersion {
    var version = last?.next(after: change) ?? .first
    while let id = try repository.git.reference(PolicyTag.ref(policy, version)),
      try isSpent(id, after: previous, history)
    {
      version = version.next(after: last == nil ? .material : change)
    }
    return version
  }

  /// Whether a tag is its maker's, and nothing can be published with it.
  private func isSpent(
    _ id: ObjectID,
    after previous: PublicationEntry?,
    _ history: MainHistory
  ) throws -> Bool {
    guard let (tag, signature) = try? PolicyTag.parse(repository.git.object(id, .tag)),
      tag.repository == repository.identity, history.contains(tag.commit)
    else { return false }
    do throws(Refusal) {
      try repository.registry.requiredMember(tag.person, at: repository.registryTip)
        .check(signature, of: tag.payload, at: Instant(seconds: tag.time))
    } catch {
      return try error.code == .key
        && repository.history().end(of: signature.key.line)?.person == tag.person
    }
    guard try isPublisher(tag.person) else { return try wasPublisher(tag.person) }
    guard let before = previous?.publication.commit else { return false }
    return try isUnchanged(tag.policy, before, tag.commit)
      || repository.git.isAncestor(tag.commit, of: before)
  }

  /// Whether a person ever was a publisher, so that a server may have taken their tag.
  private func wasPublisher(_ person: PersonID) throws -> Bool {
    try repository.history().versions.contains { version in
      try repository.registry.member(person, at: version)?.roles.contains(Role.publisher) == true
    }
  }

  private func isPublisher(_ person: PersonID) throws -> Bool {
    let member = try repository.registry.member(person, at: repository.registryTip)
    return member?.roles.contains(Role.publisher) == true
  }

  /// The tag of a version: the one that an interrupted publication left behind, or a new one.
  func tagObject(for plan: PublicationPlan) async throws -> ObjectID {
    let ref = PolicyTag.ref(plan.policy, plan.version)
    if let existing = try repository.git.reference(ref) {
      let (tag, _) = try PolicyTag.parse(repository.git.object(existing, .tag))
      guard tag.commit == plan.commit, tag.digest == plan.digest, try isPublisher(tag.person) else {
        throw Refusal(
          .tag,
          "'\(ref)' was made by \(tag.person) already, for another text or by no publisher; where no server has it, git update-ref -d \(ref) takes it away"
        )
      }
      return existing
    }
    let moment = try moment()
    let tag = PolicyTag(
      commit: plan.commit,
      person: person,
      time: moment.seconds,
      repository: repository.identity,
      policy: plan.policy,
      version: plan.version,
      digest: plan.digest
    )
    let signature = try await signature(of: tag.payload, at: moment)
    let git = repository.git
    return try git.exclusively(touching: [ref]) {
      let id = try git.write(RawObject(kind: .tag, bytes: tag.payload + signature.armoured))
      do {
        try git.update(ref, to: id, expecting: nil, because: "writ publish")
      } catch let error as GitError where error.code == .exists || error.code == .modified {
        throw WorkflowError.busy(ref)
      }
      return id
    }
  }
}
