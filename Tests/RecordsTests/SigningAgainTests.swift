import Git
import Testing

@testable import Records

/// What one person signed on two computers.
struct SigningAgainTests {
  private let carlas = Chain.records(of: Company.carla)

  @Test func `What was signed on two computers is signed again in order`() async throws {
    let (here, there) = try await Company.twins()
    try await there.acknowledge()
    try await here.acknowledge(shown: .notShown, means: .flag)
    let scribe = try here.scribe(Company.carla)
    let publication = try here.published()
    try await scribe.acknowledge(publication, .withdraw, reason: nil, shown: .full, means: .typed)
    try here.copyObjects(from: there)
    let other = try #require(try there.git.reference(carlas))
    #expect(try here.plan(from: there).diverged.map(\.ref) == [carlas])
    let again = try await scribe.signAgain(carlas, onto: other)
    let tip = try #require(again)
    #expect(try here.git.isAncestor(other, of: tip))
    #expect(try Chain.read(from: tip, in: here.git).count == 3)
    #expect(try await here.verify().codes == [])
  }

  @Test(arguments: [-60, 60])
  func `Of what was said on two computers the later word stays`(seconds: Int) async throws {
    let (here, there) = try await Company.twins()
    (seconds > 0 ? there : here).wait(abs(seconds))
    try await here.acknowledge()
    _ = try await there.scribe(Company.carla)
      .acknowledge(there.published(), .decline, reason: nil, shown: .full, means: .typed)
    try here.copyObjects(from: there)
    let other = try #require(try there.git.reference(carlas))
    let scribe = try here.scribe(Company.carla)
    let tip = try #require(try await scribe.signAgain(carlas, onto: other))
    let said = try Chain.read(from: tip, in: here.git).map { try Acknowledgement($0.record).action }
    #expect(said == (seconds > 0 ? [.decline] : [.decline, .acknowledge]))
    #expect(try await here.verify().codes == [])
  }

  @Test func `What was said twice here, with something between, is signed again twice`()
    async throws
  {
    let (here, there) = try await Company.twins()
    _ = try await there.scribe(Company.carla)
      .acknowledge(there.published(), .decline, reason: nil, shown: .full, means: .typed)
    here.wait(60)
    let scribe = try here.scribe(Company.carla)
    for action in [Acknowledgement.Action.acknowledge, .withdraw, .acknowledge] {
      _ = try await scribe.acknowledge(
        here.published(),
        action,
        reason: nil,
        shown: .full,
        means: .typed
      )
    }
    try here.copyObjects(from: there)
    let other = try #require(try there.git.reference(carlas))
    let tip = try #require(try await scribe.signAgain(carlas, onto: other))
    let said = try Chain.read(from: tip, in: here.git).map { try Acknowledgement($0.record).action }
    #expect(said == [.decline, .acknowledge, .withdraw, .acknowledge])
  }
}
