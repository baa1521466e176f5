import Documents
import Git
import Policies
import Records
import Signing

/// All that there is to know of one policy, as `writ policy show --json` writes it.
struct PolicyCard: Encodable {
  /// A clause of the text on main.
  struct ClauseRow: Encodable {
    var id: String
    var number: String
    var title: String
    var serves: String?
  }

  /// A published version.
  struct VersionRow: Encodable {
    var version: String
    var `class`: String
    var published: String
    var effective: String
    var publisher: String
    var state: String
  }

  /// A translation beside the text on main.
  struct LanguageRow: Encodable {
    var language: String
    var current: Bool
    /// What is the matter with it, in words.
    var note: String
  }

  /// Somebody who has not signed.
  struct OwingRow: Encodable {
    var person: String
    var version: String
    var state: String
    var due: String
  }

  var policy: String
  var title: String
  var owner: String?
  var contact: String?
  var reviewBy: String?
  var overdue: Bool
  var audience: [String]
  var language: String
  var translations: [LanguageRow]
  var clauses: [ClauseRow]
  var versions: [VersionRow]
  var rules: Int
  var owing: [OwingRow]
  var proposals: [String]
}

extension PolicyCard {
  /// Puts a policy's card together: the text is main's, else the newest version's.
  init(_ id: String, _ ledger: PolicyLedger) async throws {
    let policies = ledger.space.policies
    let newest = ledger.shelf.newest(id)?.publication.commit
    let isOnMain = try policies.policies(at: policies.mainTip()).contains(id)
    let commit = try isOnMain ? policies.mainTip() : newest ?? policies.mainTip()
    let document = try policies.policy(id, at: commit)
    let front = document.front
    let files = PolicyFiles(policies, at: commit)
    self.init(
      policy: id,
      title: front.title,
      owner: front.owner,
      contact: front.contact,
      reviewBy: front.reviewBy?.description,
      overdue: ledger.isOverdue(front),
      audience: front.audience,
      language: front.language,
      translations: try PolicyCard.translations(of: document, files),
      clauses: document.numberedClauses.map(ClauseRow.init),
      versions: PolicyCard.versions(of: id, ledger),
      rules: try RulesInForce.paths(of: id, in: files).count,
      owing: try await (ledger.open(for: [id])[id] ?? []).map(OwingRow.init),
      proposals: try ledger.proposals()[id] ?? []
    )
  }

  private static func translations(
    of document: PolicyDocument,
    _ files: PolicyFiles
  ) throws -> [LanguageRow] {
    let folder = "policies/\(document.front.id)"
    return try files.names(in: folder).compactMap { name in
      guard let language = LanguageTag.ofFile(name),
        let bytes = try files.file("\(folder)/\(name)")?.bytes
      else { return nil }
      do throws(DocumentError) {
        let state = Translation(
          try PolicyDocument(parsing: bytes),
          of: document,
          digest: Digest.sha256
        )
        return LanguageRow(language: language, current: state.isCurrent, note: state.summary)
      } catch {
        return LanguageRow(language: language, current: false, note: "\(error)")
      }
    }
  }

  private static func versions(of id: String, _ ledger: PolicyLedger) -> [VersionRow] {
    let current = ledger.inForce(id)?.id
    let entries = ledger.shelf.entries.filter { $0.publication.policy == id }
    return entries.reversed().map { entry in
      let isAnnounced = entry.effective > ledger.space.edge.now
      let state =
        entry.withdrawn != nil
        ? "withdrawn"
        : entry.id == current ? "in force" : isAnnounced ? "announced" : "replaced"
      return VersionRow(entry, state)
    }
  }
}

extension PolicyCard.ClauseRow {
  fileprivate init(_ number: String, _ clause: Clause) {
    self.init(id: clause.id, number: number, title: clause.title, serves: clause.serves)
  }
}

extension PolicyCard.VersionRow {
  fileprivate init(_ entry: PublicationEntry, _ state: String) {
    self.init(
      version: entry.publication.version.description,
      class: entry.publication.change.rawValue,
      published: entry.time.date,
      effective: entry.effective.date,
      publisher: entry.person.description,
      state: state
    )
  }
}

extension PolicyCard.OwingRow {
  fileprivate init(_ obligation: Obligation) {
    self.init(
      person: obligation.person.description,
      version: obligation.asked.publication.version.description,
      state: obligation.state.rawValue,
      due: obligation.due.date
    )
  }
}
