import Foundation
import Git
import Policies
import Records

/// Writes receipts on the server, one process at a time.
struct Sealer {
  private let git: Repository
  private let configuration: GitConfiguration
  private let edge: Edge
  private let spool: Spool

  init(edge: Edge, folder: String) throws {
    self.edge = edge
    git = try Repository.open(from: edge.path(folder))
    configuration = try GitConfiguration(environment: edge.environment, repository: git)
    spool = Spool(of: git, configuration)
  }

  /// Whether this repository has a ledger, and this server is the one that writes it.
  var isLedger: Bool {
    get throws {
      guard try git.reference(RegistryArchive.ref) != nil else { return false }
      let policies = try PolicyRepository(git, pinned: pinned)
      return try policies.registry.ledger(at: policies.registryTip) != nil
    }
  }

  private var pinned: String? { configuration.value("writ.repository", from: .all) }

  /// Writes receipts for what has none.
  ///
  /// - Parameter all: whether to look at every ref, also those that moved without a push.
  /// - Returns: the new receipts.
  /// - Throws: a `Failure` where there is no ledger or no key.
  func seal(all: Bool = false) async throws -> [ObjectID] {
    try await spool.alone {
      let notes = try spool.arrived()
      var arrivals = try notes.flatMap(\.arrivals).filter(happened)
      // Decided before the receipt is made: a ref that moves meanwhile is for the next one.
      let settled = notes.filter { isSettled($0.arrivals, among: Set(arrivals)) }
      // Made after that, so that it knows whatever registry has arrived.
      let scribe = try scribe()
      if all {
        try spool.tidy(before: edge.now.adding(days: -1))
        let noted = Set(arrivals.map { "\($0.offer.new) \($0.offer.ref)" })
        let missed = try scribe.repository.unreceipted(at: edge.now)
        arrivals += missed.filter { !noted.contains("\($0.offer.new) \($0.offer.ref)") }
      }
      try refreshNotes(scribe.repository)
      let refs = Set(arrivals.map(\.offer.ref))
      let state = refs.reduce(into: [:]) { $0[$1] = spool.sealed($1) }
      let made = try await scribe.seal(arrivals, after: state)
      try spool.noteSealed(made.state, upTo: git.reference(Chain.ledger))
      try spool.forget(settled.map(\.note))
      return made.receipts
    }
  }

  /// Whether nothing more comes of a note: Git moved all its refs, or had time enough to.
  ///
  /// Another push's receipt may be written just between the hook's word and Git's.
  private func isSettled(_ arrivals: [Arrival], among happened: Set<Arrival>) -> Bool {
    arrivals.allSatisfy { arrival in
      let age = abs(edge.now.seconds - arrival.time.seconds)
      return age > Scribe.clockTolerance || happened.contains(arrival)
    }
  }

  /// Whether Git did move the ref after the hook had let it: what stands there now is it, or goes on
  /// from it.
  private func happened(_ arrival: Arrival) throws -> Bool {
    guard let here = try git.reference(arrival.offer.ref) else { return false }
    let isPart = { (try? git.isAncestor(arrival.offer.new, of: here)) == true }
    return here == arrival.offer.new || isPart()
  }

  /// Brings the notes of what refs are by the newest receipt up to date.
  ///
  /// They are, unless somebody took them away or a crash came after a receipt; only then is the
  /// whole ledger read.
  private func refreshNotes(_ policies: PolicyRepository) throws {
    let tip = try git.reference(Chain.ledger)
    guard spool.tip != tip else { return }
    let state = try policies.ledger().state.filter { spool.sealed($0.key) != $0.value }
    try spool.noteSealed(state, upTo: tip)
  }

  private func scribe() throws -> Scribe {
    let policies = try PolicyRepository(git, pinned: pinned)
    let space = Workspace(git: git, configuration: configuration, policies: policies, edge: edge)
    guard let server = try policies.registry.ledger(at: policies.registryTip) else {
      throw Failure(
        "this repository has no ledger",
        hint: "writ ledger appoint SERVER --key FILE.pub",
        status: .couldNotRun
      )
    }
    return Scribe(policies, as: server, signer: try space.signer(key: nil)) { edge.now }
  }
}
