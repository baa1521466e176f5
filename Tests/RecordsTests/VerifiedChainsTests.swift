import Git
import Policies
import TestTools
import Testing

@testable import Records

/// What an earlier verification found good is not looked at again, and only that.
struct VerifiedChainsTests {
  @Test func aSecondRunLooksOnlyAtWhatIsNew() async throws {
    let company = try await Company.published()
    try await company.acknowledge()
    try await company.acknowledge(by: Company.eve)
    let first = try await company.verify(knowing: VerifiedChains())
    #expect(first.checkedBefore == 0 && first.counts[.acknowledgements] == 2)
    let second = try await company.verify(knowing: first.verified)
    #expect(second.checkedBefore == 2 && second.counts[.acknowledgements] == 2)
    try await company.scribe(Company.eve).acknowledge(
      company.published(),
      .withdraw,
      reason: nil,
      shown: .notShown,
      means: .flag
    )
    let third = try await company.verify(knowing: second.verified)
    #expect(third.checkedBefore == 2 && third.counts[.acknowledgements] == 3)
    #expect(third.codes == [])
  }

  @Test(arguments: [(1, 0), (0, 1_000_000)])
  func whatIsNewGoesOnFromWhatIsRemembered(places: Int, seconds: Int) async throws {
    let company = try await Company.published()
    try await company.acknowledge()
    var known = try await company.verify(knowing: VerifiedChains()).verified
    try company.plant(company.acknowledging { $0.action = .withdraw })
    #expect(try await company.verify(knowing: known).codes == [])
    for key in known.ends.keys {
      known.ends[key]?.sequence += places
      known.ends[key]?.time += seconds
    }
    #expect(try await company.verify(knowing: known).codes == ["R-CHAIN"])
  }

  @Test func whatIsForgedOnTopOfWhatIsKnownIsFound() async throws {
    let company = try await Company.published()
    try await company.acknowledge()
    let known = try await company.verify(knowing: VerifiedChains()).verified
    try company.plant(company.acknowledging { $0.action = .withdraw }.with { $0.key = "eve" })
    let report = try await company.verify(knowing: known)
    #expect(report.codes == ["R-KEY"] && report.checkedBefore == 1)
    let again = try await company.verify(knowing: report.verified)
    #expect(again.codes == ["R-KEY"], "what is bad is never remembered as good")
  }

  @Test func aChainThatWasReplacedOrCutShortIsCheckedAnew() async throws {
    let company = try await Company.published()
    let first = try await company.acknowledge()
    try company.plant(company.acknowledging { $0.action = .withdraw })
    let known = try await company.verify(knowing: VerifiedChains()).verified
    let ref = Chain.records(of: Company.carla)
    try company.point(ref, to: first)
    let short = try await company.verify(knowing: known)
    #expect(short.checkedBefore == 0 && short.counts[.acknowledgements] == 1)
    #expect(short.codes == [])
    try company.remove(ref)
    try company.plant(company.acknowledging().with { $0.key = "eve" })
    #expect(try await company.verify(knowing: known).codes == ["R-KEY"])
  }

  @Test func aKeyThatEndedSinceThenIsJudgedAnew() async throws {
    let company = try await Company.published()
    try await company.acknowledge()
    try await company.acknowledge(by: Company.eve)
    let known = try await company.verify(knowing: VerifiedChains()).verified
    try await company.scribe(Company.ana).change(
      [.endKeys(Company.carla, fingerprint: nil, since: nil)],
      because: "lost"
    )
    let report = try await company.verify(knowing: known)
    #expect(report.codes == [] && report.checkedBefore == 1, "eve's is still known")
  }

  @Test func otherPublicationsMakeAllVerdictsAnew() async throws {
    let company = try await Company.published()
    try await company.acknowledge()
    let known = try await company.verify(knowing: VerifiedChains()).verified
    let tag = try company.published().publication.tag
    try company.point(tag, to: company.repository().mainTip())
    let report = try await company.verify(knowing: known)
    #expect(report.checkedBefore == 0 && report.codes == ["R-TAG", "R-VERSION"])
  }

  @Test func anotherRepositorysVerdictsAreNotUsed() async throws {
    let company = try await Company.published()
    try await company.acknowledge()
    var known = try await company.verify(knowing: VerifiedChains()).verified
    known.grounds?.registry = try company.repository().mainTip()
    #expect(try await company.verify(knowing: known).checkedBefore == 0)
  }

  @Test func whatIsKeptReadsBackAndNothingElseIsRead() async throws {
    let company = try await Company.published()
    try await company.acknowledge()
    try await company.acknowledge(by: Company.eve)
    let known = try await company.verify(knowing: VerifiedChains()).verified
    let bytes = try #require(known.encoded)
    #expect(VerifiedChains(parsing: bytes) == known)
    #expect(VerifiedChains().encoded == nil)
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1
      #expect(VerifiedChains(parsing: changed) == nil, "byte \(index)")
      #expect(VerifiedChains(parsing: Array(bytes[..<index])) == nil)
    }
    #expect(VerifiedChains(parsing: bytes + [0]) == nil)
  }

  @Test func aPartIsCheckedAndNothingIsRememberedOfIt() async throws {
    let company = try await Company.published()
    try await company.publish("travel")
    try await company.acknowledge()
    try company.plant(company.acknowledging(as: Company.eve).with { $0.key = "carla" })
    let carlas = try await company.verify(scope: VerificationScope(person: Company.carla))
    #expect(carlas.codes == [] && carlas.counts[.acknowledgements] == 1)
    #expect(carlas.verified.isEmpty)
    let eves = try await company.verify(scope: VerificationScope(person: Company.eve))
    #expect(eves.codes == ["R-KEY"])
    let travel = try await company.verify(scope: VerificationScope(policy: "travel"))
    #expect(travel.codes == ["R-KEY"], "what is wrong in a chain is named in any case")
    #expect(travel.counts[.acknowledgements] == 1, "the good one is of another policy")
    let social = try await company.verify(scope: VerificationScope(policy: "social-media"))
    #expect(social.counts[.acknowledgements] == 2)
  }

  @Test func whatFellOfAnotherPolicyIsNotNamedAndNoConsentIsCounted() async throws {
    let company = try await Company.published()
    try await company.publish("travel")
    let moment = company.now
    try await company.acknowledge()
    company.wait(60)
    let request = try await company.request("carla-2", of: Company.carla)
    try await company.scribe(Company.carla).vouch(for: request)
    let social = VerificationScope(policy: "social-media")
    #expect(try await company.verify(scope: social).counts[.acknowledgements] == 1)
    try await company.scribe(Company.ana)
      .change([.endKeys(Company.carla, fingerprint: nil, since: moment)], because: "stolen")
    #expect(try await company.verify().codes == ["R-KEY", "R-KEY"], "the consent fell as well")
    let report = try await company.verify(scope: social)
    #expect(report.codes == ["R-KEY"] && report.problems.first?.hasFallen == true)
    let travel = try await company.verify(scope: VerificationScope(policy: "travel"))
    #expect(travel.codes == [] && travel.counts[.acknowledgements] ?? 0 == 0)
  }

  @Test func fromADayOnOnlyWhatIsNotOlderIsChecked() async throws {
    let company = try await Company.published()
    try await company.acknowledge()
    company.wait(86_400)
    let moment = company.now
    let none = try await company.verify(scope: VerificationScope(since: moment))
    #expect(none.codes == [] && none.counts[.acknowledgements] ?? 0 == 0)
    try company.plant(company.acknowledging { $0.action = .withdraw })
    let one = try await company.verify(scope: VerificationScope(since: moment))
    #expect(one.codes == [] && one.counts[.acknowledgements] == 1)
    try company.plant(company.acknowledging().with { $0.sequence = 7 })
    #expect(try await company.verify(scope: VerificationScope(since: moment)).codes == ["R-CHAIN"])
  }

  @Test(arguments: [false, true])
  func aLinkThatCannotBeReadIsNoOldOne(isAlone: Bool) async throws {
    let company = try await Company.published()
    try await company.acknowledge()
    let ref = Chain.records(of: Company.carla)
    let message = "commit-tree -m rubbish"
    let parent = isAlone ? "" : " -p \(ref)"
    let id = try Program.text(
      ["git", "-c", "user.name=c", "-c", "user.email=c@x"]
        + "\(message)\(parent) \(ObjectID.emptyTree)".split(separator: " ").map(String.init),
      in: company.path
    )
    try company.point(ref, to: #require(ObjectID(hex: id.prefix(40))))
    for since in [Instant(seconds: 0), company.now] {
      let report = try await company.verify(scope: VerificationScope(since: since))
      #expect(report.codes == ["R-HEADER"])
    }
  }
}

extension Company {
  fileprivate func verify(
    knowing known: VerifiedChains = VerifiedChains(),
    scope: VerificationScope = .all
  ) async throws -> VerificationReport {
    var request = Verifier.Request(workers: 2)
    (request.known, request.scope) = (known, scope)
    return try await Verifier(repository()) { [path] in try Repository.open(from: path) }
      .run(request)
  }
}
