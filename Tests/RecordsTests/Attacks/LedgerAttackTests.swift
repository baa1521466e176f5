import Git
import Policies
import Signing
import TestTools
import Testing

@testable import Records

/// Attacks on the receipts, and those that receipts stop.
struct LedgerAttackTests {
  private let carlas = Chain.records(of: Company.carla)

  @Test func whatArrivedIsGoodAndItsTimeIsThatOfTheReceipt() async throws {
    let company = try await Company.ledgered()
    try await company.acknowledge()
    company.wait(100)
    try await company.seal()
    let book = try company.repository().ledger()
    let id = try #require(try company.git.reference(carlas))
    let declared = try ChainLink(id, in: company.git).time
    #expect(try #require(book.arrival(of: id, on: carlas)) > declared)
    #expect(try await company.verify().codes == [])
  }

  @Test func aBackdatedRecordOfAnEndedKeyIsRefusedWhateverRegistryItCites() async throws {
    let company = try await Company.ledgered()
    let old = try company.repository().registryTip
    let forgery = try company.acknowledging().with { $0.time = company.now }
    _ = try await company.scribe(Company.ana)
      .change([.endKeys(Company.carla, fingerprint: nil, since: nil)], because: "stolen")
    try await company.seal()
    company.wait(60)
    try company.plant(forgery.with { $0.registry = old })
    try await company.seal()
    #expect(try await company.verify().codes(under: carlas) == [.key])
  }

  @Test func aRecordThatArrivedBeforeItsKeyEndedStaysGood() async throws {
    let company = try await Company.ledgered()
    try await company.acknowledge()
    try await company.seal()
    company.wait(60)
    _ = try await company.scribe(Company.ana)
      .change([.endKeys(Company.carla, fingerprint: nil, since: nil)], because: "lost")
    try await company.seal()
    #expect(try await company.verify().codes == [])
  }

  @Test func whatArrivedAfterACutOffFallsAndWhatCameBeforeStays() async throws {
    let company = try await Company.ledgered()
    try await company.acknowledge()
    try await company.seal()
    company.wait(60)
    let cutOff = company.now
    company.wait(60)
    try company.plant(company.acknowledging { $0.action = .withdraw })
    try await company.seal()
    #expect(try await company.verify().codes == [])
    company.wait(60)
    _ = try await company.scribe(Company.ana)
      .change([.endKeys(Company.carla, fingerprint: nil, since: cutOff)], because: "stolen then")
    try await company.seal()
    let report = try await company.verify()
    #expect(report.codes(under: carlas) == [.key])
    #expect(report.problems.map(\.object) == [try company.git.reference(carlas)])
  }

  @Test func aReceiptOfAnotherSignerIsRefused() async throws {
    let company = try await Company.ledgered()
    try await company.acknowledge()
    let update = try receipt(of: carlas, in: company)
    try company.plant(
      Forgery(Receipt(time: company.now, updates: [update]), on: Chain.ledger, by: Company.ana)
    )
    #expect(try await company.verify().codes(under: Chain.ledger) == [.ledger])
  }

  /// What a dishonest receipt says of one arrival.
  enum Lie: CaseIterable {
    case skips
    case isFromTheFuture
    case inventsARef
  }

  @Test(arguments: Lie.allCases)
  func aReceiptThatSkipsReordersOrInventsIsRefused(lie: Lie) async throws {
    let company = try await Company.ledgered()
    try await company.acknowledge()
    let honest = try receipt(of: carlas, in: company)
    let late = Instant(seconds: honest.arrival.seconds + 3600)
    let update = RefReceipt(
      old: lie == .skips ? honest.new : honest.old,
      new: honest.new,
      digest: honest.digest,
      arrival: lie == .isFromTheFuture ? late : honest.arrival,
      ref: lie == .inventsARef ? "refs/heads/feature" : honest.ref
    )
    try company.plant(
      Forgery(Receipt(time: company.now, updates: [update]), on: Chain.ledger, by: Company.server)
    )
    #expect(try await company.verify().codes(under: Chain.ledger) == [.ledger])
  }

  @Test func anObjectOfTheSameNameAndAnotherContentIsNoticed() async throws {
    let company = try await Company.ledgered()
    try await company.acknowledge()
    var update = try receipt(of: carlas, in: company)
    update = RefReceipt(
      old: update.old,
      new: update.new,
      digest: Digest.sha256("another"),
      arrival: update.arrival,
      ref: carlas
    )
    try company.plant(
      Forgery(Receipt(time: company.now, updates: [update]), on: Chain.ledger, by: Company.server)
    )
    #expect(try await company.verify().codes(under: carlas) == [.ledger])
  }

  @Test func aServerThatDropsARecordContradictsItsReceipts() async throws {
    let company = try await Company.ledgered()
    try await company.acknowledge()
    try await company.seal()
    try company.remove(carlas)
    #expect(try await company.verify().codes(under: carlas) == [.ledger])
  }

  @Test func aServerThatServesTwoLedgersIsNoticedByWhatCitesTheOther() async throws {
    let company = try await Company.ledgered()
    let fork = try #require(try company.git.reference(Chain.ledger))
    try await company.acknowledge(by: Company.eve)
    try await company.seal()
    try await company.acknowledge()
    try company.point(Chain.ledger, to: fork)
    try await company.seal()
    #expect(try await company.verify().codes(under: carlas) == [.ledger])
  }

  @Test func aRecordThatForgetsTheReceiptsItHadSeenIsRefused() async throws {
    let company = try await Company.ledgered()
    try await company.acknowledge()
    try company.plant(
      company.acknowledging { $0.action = .withdraw }.with {
        $0.edit = { text in
          text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("Writ-Ledger") ? "Writ-Ledger: none" : $0 }.joined(separator: "\n")
        }
      }
    )
    #expect(try await company.verify().codes(under: carlas) == [.ledger])
  }

  @Test func theServerOwesNothingAndMayHoldNoRole() async throws {
    let company = try await Company.ledgered()
    let repository = try company.repository()
    let people = try repository.registry.employees(at: repository.registryTip).map(\.person)
    #expect(!people.contains(Company.server) && people.contains(Company.carla))
    await #expect(throws: Refusal.self) {
      _ = try await company.scribe(Company.ana)
        .change([.roles(Company.server, adding: [Role.legal], removing: [])], because: "a role")
      _ = try RegistryHistory(upTo: company.repository().registryTip, in: company.git)
    }
  }

  @Test(arguments: [Chain.main, Chain.published])
  func whoLostARoleUsesItNoMoreWhateverRegistryTheyCite(ref: String) async throws {
    let company = try await Company.ledgered()
    try await company.scribe(Company.ana)
      .change([.roles(Company.bruno, adding: [Role.publisher], removing: [])], because: "both")
    try await company.seal()
    company.wait(60)
    let proposal = try await company.propose()
    // A copy that does not fetch what the registry says next.
    let stale = try Company(copying: company)
    try await company.scribe(Company.ana).change(
      [.roles(Company.bruno, adding: [], removing: [Role.legal, Role.publisher])],
      because: "neither"
    )
    try await company.seal()
    company.wait(60)
    stale.wait(120)
    if ref == Chain.main {
      try await stale.review(proposal)
      try await stale.merge(proposal)
    } else {
      let bruno = try stale.scribe(Company.bruno)
      try await bruno.publish(bruno.plan(publishing: "travel", effective: nil, raised: false))
    }
    try company.noteHonestRefs()
    let refs = ["refs/tags/*", "refs/heads/*", "refs/writ/acts/*", Chain.published]
    try Program.text(
      ["git", "fetch", "-q", "--update-head-ok", stale.path] + refs.map { "\($0):\($0)" },
      in: company.path
    )
    company.wait(120)
    try await company.seal()
    let codes = try await company.verify().codes(under: ref)
    #expect(codes == [ref == Chain.main ? .approval : .role])
  }

  @Test func aServerThatWasReplacedWritesNoMore() async throws {
    let company = try await Company.ledgered()
    let old = try company.repository().registryTip
    let other = Company.person("server2")
    _ = try await company.scribe(Company.ana).change(
      [.join(other, key: SoftKey("server2").publicKey, groups: [], roles: []), .ledger(other)],
      because: "another server"
    )
    try await company.acknowledge()
    let repository = try company.repository()
    try await company.scribe(other)
      .seal(repository.unreceipted(at: company.now), after: repository.ledger().state)
    #expect(try await company.verify().codes == [])
    try await company.acknowledge(by: Company.eve)
    let update = try receipt(of: Chain.records(of: Company.eve), in: company)
    let forgery = Forgery(
      Receipt(time: company.now, updates: [update]),
      on: Chain.ledger,
      by: Company.server
    )
    try company.plant(forgery.with { $0.registry = old })
    #expect(try await company.verify().codes(under: Chain.ledger) == [.ledger])
  }

  @Test(arguments: [false, true])
  func aServersOldKeyWritesNoMore(citesOldRegistry: Bool) async throws {
    let company = try await Company.ledgered()
    let (old, time) = (try company.repository().registryTip, company.now)
    let request = try await company.request("server-2", of: Company.server, replacing: "server")
    try await company.scribe(Company.server).vouch(for: request)
    try await company.seal()
    try await company.admit(request)
    try await company.acknowledge()
    try await company.seal(by: "server-2")
    #expect(try await company.verify().codes == [])
    try await company.acknowledge(by: Company.eve)
    let update = try receipt(of: Chain.records(of: Company.eve), in: company)
    let newest = try company.repository().newestReceipt().map { try ChainLink($0, in: company.git) }
    let forgery = Forgery(
      Receipt(time: company.now, updates: [update]),
      on: Chain.ledger,
      by: Company.server
    )
    try company.plant(
      forgery.with {
        $0.key = "server"
        $0.time = max(time, newest?.time ?? time)
        if citesOldRegistry { $0.registry = old }
      }
    )
    let codes = try await company.verify().codes(under: Chain.ledger)
    #expect(codes == [.ledger] || codes == [.key])
  }

  @Test func aReceiptOfALaterTimeThanItWasSignedAtIsRefused() async throws {
    let company = try await Company.ledgered()
    try await company.acknowledge()
    let update = try receipt(of: carlas, in: company)
    let later = company.now.adding(days: 1)
    try company.plant(
      Forgery(Receipt(time: later, updates: [update]), on: Chain.ledger, by: Company.server)
    )
    #expect(try await company.verify().codes(under: Chain.ledger) == [.ledger])
  }

  @Test func onlyTheServerSeals() async throws {
    let company = try await Company.ledgered()
    let scribe = try company.scribe(Company.ana)
    await #expect(throws: WorkflowError.self) { try await scribe.seal([], after: [:]) }
  }

  private func receipt(of ref: String, in company: Company) throws -> RefReceipt {
    let new = try #require(try company.git.reference(ref))
    return RefReceipt(
      old: try company.repository().ledger().state[ref],
      new: new,
      digest: Digest.sha256(try company.git.read(new).bytes),
      arrival: company.now,
      ref: ref
    )
  }
}
