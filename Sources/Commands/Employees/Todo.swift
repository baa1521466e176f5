import ArgumentParser
import Git
import Policies
import Records

/// The command `writ todo`.
struct Todo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "todo",
    abstract: "See what you have to read and sign, and by when"
  )

  @Flag(help: "Write JSON") var json = false
  @OptionGroup var language: LanguageOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  /// One policy as `--json` writes it.
  struct Row: Encodable {
    var policy: String
    var version: String
    var state: String
    var due: String
    var effective: String
    var signed: String?
    var changedClauses: [String]
    /// The language in which the person reads it.
    var language: String
    /// What to know about that; empty where it is the language of the authoritative text.
    var languageNote: String
  }

  func run() throws {
    let space = try place.open()
    let entry = try space.entry(of: space.person(actor))
    guard entry.left == nil else { throw WorkflowError.left(entry.person) }
    try space.remarkOnOthers(than: entry.person)
    let shelf = try PublicationShelf(space.policies)
    let obligations = try space.policies.obligations(
      of: entry,
      on: shelf,
      terms: AcknowledgementTerms(space.policies, shelf),
      policies: shelf.policies,
      now: space.edge.now
    )
    let open = obligations.filter { $0.state != .acknowledged }
    let rows = try open.map { try row($0, shelf, space) }
    if json { return try Output.json(rows) }
    guard !rows.isEmpty else {
      return Output.answer(
        obligations.isEmpty
          ? "Nothing to do: nothing that is published asks you to sign"
          : "Nothing to do: you have signed everything that is for you"
      )
    }
    for (obligation, row) in zip(open, rows) { Output.answer(text(obligation, row)) }
  }

  private func row(_ obligation: Obligation, _ shelf: PublicationShelf, _ space: Workspace) throws
    -> Row
  {
    let publication = obligation.asked.publication
    let edition = try preference(space).map {
      try Edition(obligation.asked, $0, in: space.policies)
    }
    return Row(
      policy: publication.policy,
      version: publication.version.description,
      state: obligation.state.rawValue,
      due: obligation.due.date,
      effective: obligation.asked.effective.date,
      signed: obligation.signed?.description,
      changedClauses: try changes(obligation, shelf, space).map(\.heading),
      language: try edition?.language ?? space.policies.front(of: obligation.asked).language,
      languageNote: edition?.remark ?? ""
    )
  }

  /// A list goes on where one policy has no text in the language.
  private func preference(_ space: Workspace) throws -> LanguageWish? {
    try language.wish(in: space).map { LanguageWish(language: $0.language, isTyped: false) }
  }

  /// The clauses that changed since the version that the person signed.
  private func changes(
    _ obligation: Obligation,
    _ shelf: PublicationShelf,
    _ space: Workspace
  ) throws -> [Redline.Entry] {
    guard let signed = obligation.signed,
      let old = shelf.entry(obligation.asked.publication.policy, signed)
    else { return [] }
    return Redline(
      from: try space.policies.document(of: old),
      to: try space.policies.document(of: obligation.asked)
    ).changes
  }

  private func text(_ obligation: Obligation, _ row: Row) -> String {
    // With a MAJOR announced beside the one in force, the name alone would not say which is meant.
    let name = obligation.isAnnounced ? "\(row.policy)@\(row.version)" : row.policy
    var lines = ["\(row.policy) \(row.version)  \(words(obligation.state)) by \(row.due)"]
    lines += row.languageNote.split(separator: "\n").map { "  \($0.description.safe)" }
    if let signed = row.signed {
      lines += changes(row, since: signed)
      lines.append("  read:  writ read \(name) --changes")
    } else {
      lines.append("  read:  writ read \(name)")
    }
    lines.append("  sign:  writ ack \(name)")
    return lines.joined(separator: "\n")
  }

  private func changes(_ row: Row, since signed: String) -> [String] {
    guard !row.changedClauses.isEmpty else {
      return ["  no word changed since \(signed), which you signed; you are asked again"]
    }
    return ["  changed since \(signed), which you signed:"]
      + row.changedClauses.map { "    \($0.safe)" }
  }

  private func words(_ state: Obligation.State) -> String {
    switch state {
    case .acknowledged: "signed"
    case .owed: "to sign"
    case .overdue: "OVERDUE: was to be signed"
    case .declined: "declined; was asked for"
    case .withdrawn: "taken back; was asked for"
    case .refused: "your records here are not to be trusted (writ verify); to sign"
    }
  }
}
