public import Git
import Policies

extension PolicyRepository {
  /// The sentence that people sign for a version.
  public func statement(for entry: PublicationEntry) throws -> String {
    try statement(for: entry, by: organisation(at: entry.publication.commit))
  }

  func statement(for entry: PublicationEntry, by organisation: Organisation) throws -> String {
    let title = try front(of: entry).title
    let sentence = organisation.statement(title: title, version: entry.publication.version)
    guard SafeText.isLine(sentence) else {
      throw Refusal(.statement, "the statement is not one plain line")
    }
    return sentence
  }

  /// The settings that were published with a version; the same file is read once.
  func organisation(
    of entry: PublicationEntry,
    known: inout [ObjectID?: Organisation]
  ) throws -> Organisation {
    let commit = entry.publication.commit
    let file = try git.entry(Organisation.path, in: tree(of: commit))?.id
    if let organisation = known[file] { return organisation }
    let organisation = try organisation(at: commit)
    known[file] = organisation
    return organisation
  }

  /// The exact text of a version.
  public func publishedText(of entry: PublicationEntry) throws -> PublishedText {
    PublishedText(
      tag: entry.publication.tag,
      tagObject: entry.publication.tagObject,
      path: PolicyRepository.path(of: entry.publication.policy),
      blob: entry.publication.blob,
      digest: entry.publication.digest,
      language: try front(of: entry).language
    )
  }
}

extension Scribe {
  /// Records a person's word on a version.
  ///
  /// - Parameters:
  ///   - entry: the version.
  ///   - action: acknowledge, decline, or take either back.
  ///   - reason: one of `Acknowledgement.reasons`; `nil` for none.
  ///   - shown: how much of the text the person was shown.
  ///   - means: how consent was given.
  ///   - language: the language that the person read; `nil` for that of the authoritative text.
  /// - Returns: the record.
  /// - Throws: `WorkflowError` when it is not for this person, said already, or out of date.
  @discardableResult
  public func acknowledge(
    _ entry: PublicationEntry,
    _ action: Acknowledgement.Action,
    reason: String?,
    shown: Acknowledgement.Shown,
    means: Acknowledgement.Means,
    language: String? = nil
  ) async throws -> ObjectID {
    let statement = try repository.statement(for: entry)
    var text = try repository.publishedText(of: entry)
    if let language {
      _ = try repository.text(of: entry, in: language)
      text.language = language
    }
    let shownText = text
    return try await append(to: Chain.records(of: person)) { _ in
      try check(action, of: entry)
      return Acknowledgement(
        action,
        of: shownText,
        reason: reason,
        shown: shown,
        means: means,
        statement: statement
      )
    }
  }

  private func refuseSuperseded(
    _ entry: PublicationEntry,
    _ action: Acknowledgement.Action
  ) throws {
    let (policy, version) = (entry.publication.policy, entry.publication.version)
    guard action == .acknowledge,
      let current = try PublicationShelf(repository).inForce(policy, at: now)?.publication.version,
      current.major > version.major
    else { return }
    throw WorkflowError.superseded(policy, version, by: current)
  }

  /// Refuses what is not for this person, out of date, said already, or was not said.
  public func check(_ action: Acknowledgement.Action, of entry: PublicationEntry) throws {
    let (policy, version) = (entry.publication.policy, entry.publication.version)
    guard try member().entry.isIn(entry.publication.audience) else {
      throw WorkflowError.notInAudience(person, policy)
    }
    guard entry.withdrawn == nil else { throw WorkflowError.withdrawn(policy, version) }
    try refuseSuperseded(entry, action)
    let last = try repository.acknowledgements(of: person)
      .last { $0.acknowledgement.tag == entry.publication.tag }?.acknowledgement.action
    switch action {
    case .acknowledge:
      if last == action { throw WorkflowError.alreadyAcknowledged(policy, version) }
    case .decline:
      if last == action { throw WorkflowError.alreadyDeclined(policy, version) }
    case .withdraw:
      guard last == .acknowledge || last == .decline else {
        throw WorkflowError.nothingToWithdraw(policy, version)
      }
    }
  }
}
