import ArgumentParser
import Foundation
import Git
import Policies
import Records
import Signing

/// The command `writ ledger`.
struct Ledger: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "See the server's receipts: what arrived, and when",
    subcommands: [LedgerShow.self, LedgerAppoint.self, LedgerSeal.self],
    defaultSubcommand: LedgerShow.self
  )
}

/// The command `writ ledger show`.
struct LedgerShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "List what arrived, newest first"
  )

  /// One change of a ref, as `--json` writes it.
  struct Row: Encodable {
    var receipt: String
    var arrival: String
    var ref: String
    var old: String?
    var new: String
  }

  @Option(help: ArgumentHelp("Only what this person brought as their own", valueName: "id"))
  var of: String?
  @Option(help: ArgumentHelp("How many changes (default: 20)", valueName: "number"))
  var count: Int?
  @Flag(help: "Write JSON") var json = false
  @OptionGroup var place: PlaceOptions

  func validate() throws {
    guard count ?? 1 > 0 else { throw ValidationError("--count is 1 or more") }
  }

  func run() throws {
    let space = try place.open()
    let person = try of.map { try space.knownPerson($0) }
    _ = try space.policies.ledger()
    let rows = try rows(space.policies, of: person)
    if json { return try Output.json(rows) }
    guard !rows.isEmpty else { return Output.answer(try LedgerShow.nothing(of: person, space)) }
    let cells = rows.map { [$0.arrival, $0.ref, $0.new] }
    Output.answer(Table(titles: ["arrived", "ref", "object"], rows: cells).text)
  }

  private static func nothing(of person: PersonID?, _ space: Workspace) throws -> String {
    guard try space.policies.registry.ledger(at: space.policies.registryTip) != nil else {
      return "This repository has no ledger"
    }
    return person.map { "There is no receipt of what \($0) brought" } ?? "There is no receipt yet"
  }

  private func rows(_ policies: PolicyRepository, of person: PersonID?) throws -> [Row] {
    var rows: [Row] = []
    for (id, receipt) in try policies.receipts() {
      for update in receipt.updates.sorted(by: { ($1.arrival, $0.ref) < ($0.arrival, $1.ref) })
      where person == nil || RefKind(update.ref)?.owner == person {
        rows.append(Row(id, update))
        if rows.count == count ?? 20 { return rows }
      }
    }
    return rows
  }
}

extension LedgerShow.Row {
  fileprivate init(_ receipt: ObjectID, _ update: RefReceipt) {
    self.init(
      receipt: receipt.hex,
      arrival: update.arrival.description,
      ref: update.ref,
      old: update.old?.hex,
      new: update.new.hex
    )
  }
}

/// The command `writ ledger appoint`.
struct LedgerAppoint: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "appoint",
    abstract: "Say which server signs receipts from now on",
    discussion: """
      The server has an id and a key of its own, and no role: it says when something arrived, and \
      decides nothing. From its first receipt on, that time counts, and not the one that people \
      declare.
      """
  )

  @Argument(help: "The server's id, as in 'server'") var server: String

  @Option(
    help: ArgumentHelp("The server's public key, if it is not entered yet", valueName: "file.pub")
  )
  var key: String?

  @Option(
    help: ArgumentHelp("The key to sign with (default: user.signingkey)", valueName: "path")
  )
  var signWith: String?

  @Option(help: ArgumentHelp("Who acts (default: writ.person)", valueName: "id"))
  var person: String?

  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let space = try place.open()
    guard let server = PersonID(server) else { throw Failure.badPerson(server) }
    var edits: [RegistryEdit] = [.ledger(server)]
    if let key {
      let public_ = SSHKeygen(program: "ssh-keygen", key: space.edge.path(key))
      edits.insert(
        .join(server, key: try await public_.publicKey(), groups: [], roles: []),
        at: 0
      )
    }
    let outcome = try await space.scribe(person: person, key: signWith)
      .change(edits, because: "ledger \(server)")
    outcome.answer("From now on '\(server)' signs receipts", in: space)
    Output.remark(
      "hint: on the server, with the private half: writ hooks install --server --key PATH"
    )
  }
}

/// The command `writ ledger seal`.
struct LedgerSeal: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal",
    abstract: "On the server: write receipts for what has none",
    discussion: """
      The hook does this after each push. A timer that does it too catches what moved without one, \
      and packs the refs, so that the server stays fast. Doing it twice does it once.
      """
  )

  @Flag(help: "Pack the refs as well") var pack = false
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let edge = Edge.current
    let folder = place.repository ?? "."
    let made = try await Sealer(edge: edge, folder: folder).seal(all: true)
    if pack {
      let git = try Repository.open(from: edge.path(folder))
      let result = try await UserGit(in: git, edge: edge, isOwn: true).run(["pack-refs", "--all"])
      guard result.isGood else {
        throw Failure("the refs could not be packed", cause: result.reason, status: .couldNotRun)
      }
      try git.keepLoose([RegistryArchive.ref, Chain.main, Chain.published, Chain.ledger])
    }
    Output.answer(
      made.isEmpty
        ? "Everything has its receipt"
        : "\(made.count) receipt\(made.count == 1 ? "" : "s") written"
    )
  }
}
