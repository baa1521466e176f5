import Git
import Policies
import Records

/// What this person signed and has to sign once more before it can be sent.
extension Synchronisation {
  /// What this person signed here while their chain went on elsewhere is signed again on top; not
  /// while something has to go on which it would lean.
  func signAgain(
    _ diverged: [RefOffer],
    unless unsendable: Unsendable?,
    _ report: inout SyncReport
  ) async throws -> [RefOffer] {
    guard !diverged.isEmpty else { return [] }
    let scribe = unsendable == nil ? try whoeverSigns(diverged, &report) : nil
    var offers: [RefOffer] = []
    for offer in diverged {
      guard let scribe, RefKind(offer.ref)?.owner == scribe.person else {
        report.diverged.append(offer.ref)
        continue
      }
      let own = try countOwn(offer)
      guard let tip = try await scribe.signAgain(offer.ref, onto: offer.new) else { continue }
      let again = try RefOffer(ref: offer.ref, old: offer.new, new: tip).count(in: git)
      report.signedAgain += again
      report.leftOut += own - again
      if tip != offer.new { offers.append(RefOffer(ref: offer.ref, old: offer.new, new: tip)) }
    }
    return offers
  }

  /// How many records a chain has here that it does not have there.
  private func countOwn(_ diverged: RefOffer) throws -> Int {
    guard let here = try git.reference(diverged.ref) else { return 0 }
    let base = try git.mergeBase(here, diverged.new)
    return try RefOffer(ref: diverged.ref, old: base, new: here).count(in: git)
  }

  /// What was signed long ago, offline, is signed again: a server with a ledger takes nothing that
  /// claims another time than that of its arrival.
  func signLateOnesAgain(
    _ outgoing: [RefOffer],
    _ report: inout SyncReport
  ) async throws -> [RefOffer] {
    let policies = try PolicyRepository(git, pinned: identity)
    let late = try outgoing.filter { offer in
      switch RefKind(offer.ref) {
      case .acts, .records: try policies.isTooOld(offer, at: now)
      default: false
      }
    }
    guard !late.isEmpty, let scribe = try whoeverSigns(late, &report) else { return outgoing }
    var offers: [RefOffer] = []
    for var offer in outgoing {
      if late.contains(offer), RefKind(offer.ref)?.owner == scribe.person,
        let tip = try await scribe.signAgain(offer.ref, onto: offer.old)
      {
        offer.new = tip
        report.signedAgain += try offer.count(in: git)
      }
      offers.append(offer)
    }
    return offers
  }

  /// Signs verdicts again that nobody has seen and that a merge which comes in overtook.
  ///
  /// Dated before it they would make it bad for good.
  ///
  /// - Returns: whether there were any.
  func signOvertakenAgain(_ plan: SyncPlan, _ report: inout SyncReport) async throws -> Bool {
    guard try git.reference(RegistryArchive.ref) != nil,
      let main = plan.incoming.first(where: { $0.ref == Chain.main })?.new
    else { return false }
    let policies = try PolicyRepository(git, pinned: identity)
    let overtaken = try plan.outgoing.filter { offer in
      guard case .acts = RefKind(offer.ref) else { return false }
      return try policies.proposal(overtaking: offer, upTo: main) != nil
    }
    guard !overtaken.isEmpty, let scribe = try whoeverSigns(overtaken, &report) else {
      return false
    }
    for offer in overtaken where RefKind(offer.ref)?.owner == scribe.person {
      let tip = try await scribe.signAgain(offer.ref, onto: offer.old, asOvertaken: true)
      guard let tip else { continue }
      report.signedAgain += try RefOffer(ref: offer.ref, old: offer.old, new: tip).count(in: git)
    }
    return true
  }

  /// Whoever can sign a chain again; `nil`, with the reason in the report, where nobody can.
  private func whoeverSigns(_ diverged: [RefOffer], _ report: inout SyncReport) throws -> Scribe? {
    guard let scribe, diverged.contains(where: { RefKind($0.ref)?.owner != nil }) else {
      return nil
    }
    let policies = try PolicyRepository(git, pinned: identity)
    do {
      return try scribe(policies)
    } catch let failure as Failure {
      report.interruption = failure
      return nil
    }
  }
}
