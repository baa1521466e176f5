import Foundation
import Git
import Policies
import Signing
import TestTools
import Testing

@testable import Records

/// What acknowledgements lean on is not checked again while nothing of it moved, and only then.
struct VerifiedBasisTests {
  @Test func nothingThatStandsAsItStoodIsLookedAtAgain() async throws {
    let company = try await Company.published()
    try await company.change([CompanyFiles.policyPath: Company.softer])
    try await company.acknowledge()
    let first = try await company.verify(on: nil)
    #expect(first.codes == [] && first.before.isEmpty)
    let basis = try #require(first.basis)
    let second = try await company.verify(on: basis)
    #expect(second.counts == first.counts && second.basis == basis)
    #expect(
      second.before.filter { $0.value > 0 } == first.counts.filter { $0.key != .acknowledgements }
    )
    #expect(Set(second.before.keys) == [.registry, .main, .reviews, .publications])
    // Records that come do not change that, and are judged by the same publications.
    try await company.acknowledge(by: Company.eve)
    try company.plant(company.acknowledging { $0.digest = String(repeating: "0", count: 64) })
    let third = try await company.verify(on: basis)
    #expect(third.codes == ["R-CONTENT"] && third.before == second.before)
    #expect(third.basis == basis, "what is bad leans on it, and is no part of it")
  }

  @Test func aTextThatWasLostIsMissedWhateverWasGoodBefore() async throws {
    let company = try await Company.published()
    let basis = try #require(try await company.verify(on: nil).basis)
    let blob = try company.published().publication.blob.hex
    try Program.text(
      ["rm", "-f", ".git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"],
      in: company.path
    )
    let (report, whole) = try await (company.verify(on: basis), company.verify(on: nil))
    #expect(!report.codes.isEmpty && report.codes == whole.codes)
  }

  @Test(arguments: ["main", "acts", "published", "tag", "proposal", "registry", "replace"])
  func whateverMovesIsLookedAt(what: String) async throws {
    let company = try await Company.published()
    let review = try await company.review(company.propose())
    let basis = try #require(try await company.verify(on: nil).basis)
    let main = try company.repository().mainTip()
    let moves: [String: (ref: String, to: ObjectID)] = [
      "main": (Chain.main, review), "acts": (Chain.acts(of: Company.bruno), main),
      "published": (Chain.published, main), "registry": (RegistryArchive.ref, main),
      "tag": (try company.published().publication.tag, main),
      "proposal": ("refs/heads/proposals/carla/change", review),
      "replace": ("refs/replace/\(main)", main),
    ]
    let move = try #require(moves[what])
    try company.point(move.ref, to: move.to)
    if what == "registry" {
      await #expect(throws: (any Error).self) { try await company.verify(on: basis) }
      return
    }
    let report = try await company.verify(on: basis)
    let anew = try await company.verify(on: nil)
    #expect(!report.codes.isEmpty && report.codes == anew.codes)
    #expect(report.basis == nil, "nothing bad is remembered as good")
  }

  @Test func whatIsForgedBesideItIsFound() async throws {
    let company = try await Company.published()
    let basis = try #require(try await company.verify(on: nil).basis)
    try company.plant(company.acknowledging().with { $0.key = "eve" })
    #expect(try await company.verify(on: basis).codes == ["R-KEY"])
  }

  @Test func aNewVersionOfTheRegistryMakesAllVerdictsAnew() async throws {
    let company = try await Company.published()
    let basis = try #require(try await company.verify(on: nil).basis)
    try await company.scribe(Company.ana)
      .change([.move(Company.carla, groups: ["sales"])], because: "moved")
    let report = try await company.verify(on: basis)
    #expect(report.codes == [] && report.before.isEmpty && report.basis != basis)
  }

  @Test func remarksAreMadeAgain() async throws {
    let company = try await Company.published()
    let entry = try company.published()
    try company.remove(Chain.published)
    let first = try await company.verify(on: nil)
    #expect(first.notes.map(\.ref) == [entry.publication.tag])
    let second = try await company.verify(on: first.basis)
    #expect(second.notes.map(\.ref) == first.notes.map(\.ref))
    #expect(second.notes.map(\.refusal) == first.notes.map(\.refusal))
    #expect(second.notes.map(\.object) == first.notes.map(\.object))
  }

  @Test func receiptsThatWereGoodAreReadAndNotVerifiedAgain() async throws {
    let company = try await Company.ledgered()
    let first = try await company.verify(on: nil)
    let basis = try #require(first.basis)
    try await company.acknowledge()
    try await company.seal()
    let second = try await company.verify(on: basis)
    #expect(second.codes == [] && second.before[.receipts] == first.counts[.receipts])
    #expect(second.counts[.receipts] == (first.counts[.receipts] ?? 0) + 1)
    #expect(second.before[.publications] == first.counts[.publications], "records alone arrived")
    // A receipt about what was known says something new of it.
    try await company.review(company.propose())
    try await company.seal()
    let third = try await company.verify(on: second.basis)
    #expect(third.codes == [] && third.before[.publications] == nil)
    #expect(third.before[.receipts] == second.counts[.receipts])
  }

  @Test func aForgedReceiptIsFoundAndAnExchangedLedgerToo() async throws {
    let company = try await Company.ledgered()
    let basis = try #require(try await company.verify(on: nil).basis)
    let old = try #require(try company.repository().newestReceipt())
    let said = try await company.acknowledge()
    let update = RefReceipt(
      old: nil,
      new: said,
      digest: Digest.sha256(try company.git.read(said).bytes),
      arrival: company.now,
      ref: Chain.records(of: Company.carla)
    )
    try company.plant(
      Forgery(Receipt(time: company.now, updates: [update]), on: Chain.ledger, by: Company.server)
        .with { $0.key = "eve" }
    )
    #expect(try await company.verify(on: basis).codes.contains("R-KEY"))
    try company.point(Chain.ledger, to: old)
    try company.remove(Chain.ledger)
    let without = try await company.verify(on: basis)
    #expect(without.before[.publications] == nil && without.before[.receipts] == nil)
  }

  @Test func itReadsBackAsItWasWritten() async throws {
    let company = try await Company.ledgered()
    try await company.scribe(Company.ana)
      .change([.endKeys(Company.carla, fingerprint: nil, since: nil)], because: "lost")
    try await company.seal()
    let first = try await company.verify(on: nil)
    let basis = try #require(first.basis)
    let read = try JSONDecoder().decode(VerifiedBasis.self, from: JSONEncoder().encode(basis))
    #expect(read == basis)
    let second = try await company.verify(on: read)
    #expect(second.codes == [] && second.counts == first.counts)
    #expect(second.before[.registry] == first.counts[.registry])
    #expect(read.history.hasEnds)
  }
}

extension Company {
  fileprivate func verify(on basis: VerifiedBasis?) async throws -> VerificationReport {
    var request = Verifier.Request(workers: 2)
    request.basis = basis
    return try await Verifier(repository()) { [path] in try Repository.open(from: path) }
      .run(request)
  }
}
