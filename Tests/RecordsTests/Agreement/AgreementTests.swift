import Git
import Policies
import Signing
import TestTools
import Testing

@testable import Records

/// Whatever Writ accepts, stock Git and OpenSSH accept too, and name the same person.
///
/// Thousands of commits and tags are made from genuine ones by a seeded generator: changed before
/// and after signing, signed by others, at the edges of a key's time, in other forms. Stock is asked
/// about those that Writ accepts.
struct AgreementTests {
  @Test(arguments: 0..<4)
  func whatWritAcceptsOfChangedCommitsStockGitAcceptsToo(seed: UInt64) async throws {
    let crowd = try await Crowd()
    var mutator = try CommitMutator(seed: seed, crowd)
    var accepted: Set<ObjectID> = []
    for _ in 0..<1000 {
      let bytes = try mutator.next()
      guard let person = crowd.acceptedAuthor(of: bytes) else { continue }
      let id = try crowd.company.git.write(RawObject(kind: .commit, bytes: bytes))
      guard accepted.insert(id).inserted else { continue }
      #expect(crowd.people.contains(person))
    }
    #expect(accepted.count > 60, "too few to say anything: \(accepted.count)")
    try crowd.expectStock(accepts: accepted.sorted())
  }

  @Test func aCommitThatIsChangedAfterSigningIsNeverAccepted() async throws {
    let crowd = try await Crowd()
    var random = SeededGenerator(seed: 5)
    let genuine = try crowd.genuine()
    for bytes in genuine { #expect(crowd.acceptedAuthor(of: bytes) != nil) }
    for _ in 0..<6000 {
      let original = random.pick(genuine)
      var bytes = original
      for _ in 0...Int(random.next() % 3) { random.change(&bytes) }
      guard bytes != original else { continue }
      #expect(crowd.acceptedAuthor(of: bytes) == nil, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test(arguments: 0..<2)
  func whatWritAcceptsOfChangedTagsStockGitAcceptsToo(seed: UInt64) async throws {
    let crowd = try await Crowd()
    var mutator = TagMutator(seed: seed, try crowd.tag())
    var accepted: [String] = []
    for number in 0..<700 {
      let bytes = try mutator.next()
      guard crowd.accepts(tag: bytes) else { continue }
      let id = try crowd.company.git.write(RawObject(kind: .tag, bytes: bytes))
      try crowd.company.point("refs/tags/try/\(number)", to: id)
      accepted.append("refs/tags/try/\(number)")
    }
    #expect(accepted.count > 40, "too few to say anything: \(accepted.count)")
    let outcome = try crowd.stock(["verify-tag"] + accepted)
    #expect(outcome.isGood, "\(outcome.error)")
  }

  @Test func allThatWritMakesIsGoodForStock() async throws {
    let crowd = try await Crowd()
    #expect(try await crowd.company.verify().codes == [])
    let ids = try crowd.genuine().map {
      try Repository.identify(RawObject(kind: .commit, bytes: $0))
    }
    try crowd.expectStock(accepts: ids)
    #expect(try crowd.stock(["verify-tag", "refs/tags/policy/social-media/1.0"]).isGood)
    #expect(try crowd.stock(["fsck", "--strict", "--no-dangling"]).isGood)
  }
}
