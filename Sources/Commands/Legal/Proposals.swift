import ArgumentParser
import Git
import Policies
import Records

/// The command `writ proposals`.
struct Proposals: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proposals",
    abstract: "See what is proposed, and what it still needs",
    subcommands: [
      ProposalsList.self, ProposalsShow.self, ProposalsUpdate.self, ProposalsClose.self,
      ProposalsReopen.self, ProposalsShare.self,
    ],
    defaultSubcommand: ProposalsList.self
  )
}

/// One proposal as `--json` writes it.
struct ProposalRow: Encodable {
  var proposal: String
  var state: String
  var `class`: String
  var policies: [String]
  var paths: [String]
  var reason: String
  var time: String
  var authors: [String]
  var approvals: [String]
  var missing: [String: Int]
  var objections: [String]
  var stale: [String: String]
  var outdated: [String]
  /// Who else may go on with it.
  var sharedWith: [String]
  /// Who closed it; `nil` while it is open.
  var closedBy: String?

  init(
    _ proposal: Proposal,
    _ standing: ApprovalStanding?,
    outdated: [String],
    _ steering: ProposalSteering = ProposalSteering(),
    hasFallen: Bool = false
  ) {
    self.outdated = outdated
    sharedWith = steering.partners.sorted().map(\.description)
    closedBy = steering.closing?.person.description
    self.proposal = proposal.name.description
    `class` = proposal.change.rawValue
    policies = proposal.policies
    paths = proposal.paths
    reason = proposal.reason
    time = proposal.time.description
    authors = proposal.authors.sorted().map(\.description)
    approvals = standing?.counted.map(\.person.description) ?? []
    missing = standing?.missing ?? [:]
    objections = standing?.objections.map(\.person.description) ?? []
    stale = Dictionary(
      (standing?.discounted ?? []).map { ($0.entry.person.description, $0.why) },
      uniquingKeysWith: { $1 }
    )
    state =
      switch standing {
      case nil: "merged"
      case _ where hasFallen: "fell"
      case _ where steering.closing != nil: "closed"
      case _ where !outdated.isEmpty: "outdated"
      case .some(let standing) where !standing.objections.isEmpty: "change asked for"
      case .some(let standing) where standing.missing.isEmpty: "approved"
      default: "waiting"
      }
  }

  private var isForRegistry: Bool { ProposalName(proposal)?.isForRegistry == true }

  /// What it still needs, in words.
  var needs: String {
    if state == "fell" { return "to be proposed again: a key was ended" }
    if let closedBy { return "closed by \(closedBy)" }
    if !outdated.isEmpty {
      return isForRegistry ? "to be made once more" : "to be joined with main"
    }
    if !objections.isEmpty { return "\(objections.joined(separator: ", ")) asked for a change" }
    return missing.sorted { $0.key < $1.key }.map { "\($0.value) by \($0.key)" }.joined(
      separator: ", "
    )
  }
}

extension PolicyRepository {
  /// A proposal with what stands for and against it; merged ones stand for themselves.
  func row(_ proposal: Proposal, _ book: ReviewBook) throws -> ProposalRow {
    guard !proposal.isMerged else { return ProposalRow(proposal, nil, outdated: []) }
    return ProposalRow(
      proposal,
      try standing(of: proposal, in: book),
      outdated: try outdatedFiles(of: proposal),
      try steering(of: proposal, in: book),
      hasFallen: try fall(of: proposal) != nil
    )
  }

  /// What to type where a proposal is approved, and who, if not anybody may.
  func mergeHint(_ proposal: Proposal, _ book: ReviewBook) throws -> String {
    let command = "writ merge \(proposal.name)"
    guard proposal.name.isForRegistry else { return command }
    let able = try mergers(with: standing(of: proposal, in: book).references)
    guard try able != registrarQuorum().able, !able.isEmpty else { return command }
    return "\(able.map(\.description).joined(separator: " or ")) can type: \(command)"
  }
}

/// The command `writ proposals list`.
struct ProposalsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the open proposals"
  )

  @Flag(help: "Include those that are part of main already, or closed") var all = false
  @Flag(help: "Write JSON") var json = false
  @OptionGroup var place: PlaceOptions

  func run() throws {
    let policies = try place.open().policies
    let book = try ReviewBook(policies)
    var rows: [ProposalRow] = []
    for name in try policies.proposalNames() {
      do {
        let proposal = try policies.proposal(name)
        guard all || !proposal.isMerged else { continue }
        let row = try policies.row(proposal, book)
        if all || row.closedBy == nil { rows.append(row) }
      } catch {
        let words = ErrorWording.failure(for: error).message
        Output.remark("note: \(name) is left out: \(words)")
      }
    }
    if json { return try Output.json(rows) }
    guard !rows.isEmpty else { return Output.answer("No open proposals") }
    let table = Table(
      titles: ["proposal", "state", "class", "needs", "why"],
      rows: rows.map { [$0.proposal, $0.state, $0.class, $0.needs, $0.reason.firstLine.safe] }
    )
    Output.answer(table.text)
  }
}

/// The command `writ proposals show`.
struct ProposalsShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one proposal: the changed words, the checks, the approvals"
  )

  @Argument(help: ArgumentHelp("The proposal, as 'writ proposals' lists it", valueName: "proposal"))
  var name: String

  @Flag(help: "Write JSON, without the changed words") var json = false
  @OptionGroup var place: PlaceOptions

  func run() throws {
    let space = try place.open()
    let proposal = try space.policies.proposal(matching: name)
    let book = try ReviewBook(space.policies)
    let row = try space.policies.row(proposal, book)
    if json { return try Output.json(row) }
    let view = ProposalView(space: space, proposal: proposal, book: book, row: row)
    Output.answer(try view.text())
  }
}

extension String {
  /// The text up to its first line end.
  var firstLine: String { String(prefix { !$0.isNewline }) }
}
