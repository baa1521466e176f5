import Foundation
import Git
import Policies
import Records

/// Brings this copy of a policy repository and another one in step.
struct Synchronisation {
  let git: Repository
  /// The identity that this copy must have; `nil` takes the first that comes.
  let identity: String?
  let remote: Remote
  /// The time.
  let now: Instant
  /// Whether to send again what the other side lost.
  var restores = false
  /// Signs again what was signed on two computers at once; `nil` where nobody is set.
  var scribe: (@Sendable (PolicyRepository) throws -> Scribe)?

  /// Fetches, verifies, takes in, sends.
  func run() async throws -> SyncReport {
    let there = try await remote.references()
    let here = try git.policyReferences()
    var seen = try SeenRefs(of: remote.name, in: git.gitFolder)
    try await remote.fetchMissing(there, beside: here, in: git)
    var plan = try SyncPlan(here: here, there: there, seen: seen.refs, in: git)
    var report = SyncReport(remote: remote.address, alarms: plan.alarms)
    if try await signOvertakenAgain(plan, &report) {
      plan = try SyncPlan(here: git.policyReferences(), there: there, seen: seen.refs, in: git)
    }
    let untrusted = try await take(plan.incoming, &report)
    let unsound = try await unsound(plan, there)
    try report.hold(unsound, in: git)
    let (outgoing, again) =
      unsound.isEmpty
      ? try await sendable(plan, there, &report)
      : (try plan.outgoing.filter { try isSound($0, beside: there) }, [])
    let lost = restores && unsound.isEmpty ? plan.lost : []
    let sent = try await send(outgoing + again + lost, beside: there, &report)
    report.noteRestored(Set(plan.lost.map(\.ref)).intersection(sent.map(\.ref)))
    note(there, except: untrusted.union(plan.alarms.map(\.ref)), sent, in: &seen)
    try await fetchReceipts(for: sent, &report, &seen)
    try seen.save()
    return report
  }

  /// What of the registry, main and the publications is new here and not to be trusted: a commit that was
  /// made by hand, which nobody else should have to get rid of.
  private func unsound(
    _ plan: SyncPlan,
    _ there: [String: ObjectID]
  ) async throws -> [Unsound] {
    let shared = [RegistryArchive.ref, Chain.main, Chain.published]
    let new = (plan.outgoing + plan.diverged + plan.lost).map(\.ref)
    guard shared.contains(where: new.contains) else { return [] }
    return try await PolicyRepository(git, pinned: identity).unsound(beside: there)
  }

  /// Whether it leans on nothing that is not there.
  private func isSound(_ offer: RefOffer, beside there: [String: ObjectID]) throws -> Bool {
    try RefKind(offer.ref)?.owner != nil && offer.standsAlone(beside: there, in: git)
  }

  /// What is to be sent as it is, and what was signed again for it.
  private func sendable(
    _ plan: SyncPlan,
    _ there: [String: ObjectID],
    _ report: inout SyncReport
  ) async throws -> (outgoing: [RefOffer], again: [RefOffer]) {
    let unsendable = try unsendable(plan, there)
    let again = try await signAgain(plan.diverged, unless: unsendable, &report)
    if let unsendable {
      return (try plan.outgoing.filter { try !unsendable.holdsBack($0.ref) }, again)
    }
    return (try await signLateOnesAgain(plan.outgoing, &report), again)
  }

  /// Takes in what is good; returns the refs that are not.
  private func take(_ offers: [RefOffer], _ report: inout SyncReport) async throws -> Set<String> {
    guard !offers.isEmpty else { return [] }
    let folder = git.gitFolder
    let intake = Intake(into: git, identity: identity, now: now) {
      try Repository.open(from: folder)
    }
    let results = try await intake.take(
      offers,
      workers: ProcessInfo.processInfo.activeProcessorCount
    )
    for result in results { report.add(result) }
    let taken = results.filter(\.isTaken).map(\.offer)
    try SyncReport.tellConsents(of: taken, in: git, &report.received)
    if results.count > 500 { _ = try await remote.git.run(["pack-refs", "--all"]) }
    return Set(results.filter { !$0.isTaken }.map(\.offer.ref))
  }

  /// What has to go, where what everybody shares went on differently there.
  private func unsendable(_ plan: SyncPlan, _ there: [String: ObjectID]) throws -> Unsendable? {
    guard plan.diverged.contains(where: { RefKind($0.ref)?.owner == nil }) else { return nil }
    return try Unsendable(in: git, beside: there)
  }

  /// Sends; returns what was taken there.
  private func send(
    _ offers: [RefOffer],
    beside there: [String: ObjectID],
    _ report: inout SyncReport
  ) async throws -> [RefOffer] {
    guard !offers.isEmpty else { return [] }
    let refused: [String: String]
    do {
      refused = try await push(offers, beside: there)
    } catch var failure as Failure {
      failure.message = failure.message.replacing("; nothing was changed", with: "")
      report.interruption = failure
      return []
    }
    let taken = offers.filter { refused[$0.ref] == nil }
    for offer in offers {
      guard let reason = refused[offer.ref] else { continue }
      report.refused.append(.init(ref: offer.ref, by: .there, code: nil, reason: reason))
    }
    for offer in taken {
      let count = try offer.count(in: git)
      if count > 0 { report.sent[RefKind(offer.ref)?.word ?? "", default: 0] += count }
    }
    try SyncReport.tellConsents(of: taken, in: git, &report.sent)
    return taken
  }

  /// Sends what everybody shares first, and what leans on it only where that was taken.
  ///
  /// A server with hooks judges all of a push together, so that it may be asked for all at once; any
  /// other takes each ref by itself, and somebody else's may have arrived just before.
  private func push(
    _ offers: [RefOffer],
    beside there: [String: ObjectID]
  ) async throws -> [String: String] {
    let isNew = there[RegistryArchive.ref] == nil
    let later = isNew ? [] : try offers.filter { try !$0.standsAlone(beside: there, in: git) }
    guard !later.isEmpty else { return try await remote.push(offers) }
    let first = offers.filter { !later.contains($0) }
    let refused = first.isEmpty ? [:] : try await remote.push(first)
    let reasons = refused.filter { RefKind($0.key)?.owner == nil }.values
    guard reasons.isEmpty || reasons.contains(where: { $0.contains("[R-") }) else {
      return later.reduce(into: refused) { $0[$1.ref] = "it leans on what was not taken" }
    }
    let again = first.filter { refused[$0.ref] != nil }
    return try await remote.push((reasons.isEmpty ? [] : again) + later)
      .merging(reasons.isEmpty ? refused : [:]) { new, _ in new }
  }

  /// Brings the receipts that the server wrote for what was just sent.
  ///
  /// Where that fails, what was sent has arrived all the same, and the next run brings them.
  private func fetchReceipts(
    for sent: [RefOffer],
    _ report: inout SyncReport,
    _ seen: inout SeenRefs
  ) async throws {
    guard !sent.isEmpty, report.interruption == nil else { return }
    let policies = try PolicyRepository(git, pinned: identity)
    guard try policies.registry.ledger(at: policies.registryTip) != nil else { return }
    let here = try git.reference(Chain.ledger)
    do {
      guard let there = try await remote.references()[Chain.ledger], there != here else { return }
      try await remote.fetch([Chain.ledger])
      guard git.header(of: there) != nil else { return }
      let offer = RefOffer(ref: Chain.ledger, old: here, new: there)
      if try await take([offer], &report).isEmpty { seen.note(Chain.ledger, there) }
    } catch let failure as Failure {
      report.interruption = failure
    }
  }

  private func note(
    _ there: [String: ObjectID],
    except untrusted: Set<String>,
    _ sent: [RefOffer],
    in seen: inout SeenRefs
  ) {
    for (ref, id) in there where !untrusted.contains(ref) { seen.note(ref, id) }
    for ref in seen.refs.keys where there[ref] == nil && !untrusted.contains(ref) {
      seen.forget(ref)
    }
    for offer in sent { seen.note(offer.ref, offer.new) }
  }
}

extension Repository {
  /// What stands here of a policy repository, by name.
  func policyReferences() throws -> [String: ObjectID] {
    var found: [String: ObjectID] = [:]
    for reference in try references(matching: "refs/*") where RefKind(reference.name) != nil {
      found[reference.name] = reference.target
    }
    return found
  }
}
