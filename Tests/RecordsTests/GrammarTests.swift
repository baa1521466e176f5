import Policies
import Testing

@testable import Records

/// The small spellings that records are made of.
struct GrammarTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2026-11-01T00:00:00Z", 1_793_491_200),
    ("2000-02-29T23:59:59Z", 951_868_799), ("9999-12-31T23:59:59Z", 253_402_300_799),
  ])
  func aMomentReadsBackAsItWasWritten(text: String, seconds: Int) throws {
    #expect(try #require(Instant(text)).seconds == seconds)
    #expect(Instant(seconds: seconds).description == text)
  }

  @Test(arguments: [
    "", "2026-11-01", "2026-11-01T00:00:00", "2026-11-01T00:00:00+00:00", "2026-11-01T00:00:00z",
    "2026-11-01 00:00:00Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
    "2026-11-00T00:00:00Z", "2026-11-31T00:00:00Z", "2026-11-01T24:00:00Z", "2026-11-01T00:60:00Z",
    "2026-11-01T00:00:60Z", "26-11-01T00:00:00Z00", "+026-11-01T00:00:00Z", "2026-11-01T00:00:00Z ",
    "2026-11-01T00:00:0\u{661}", "2026/11/01T00:00:00Z",
  ])
  func anotherSpellingOfAMomentIsRefused(text: String) {
    #expect(Instant(text) == nil)
  }

  @Test func everyDayOfFourCenturiesIsItself() throws {
    for day in stride(from: 0, to: 146_097, by: 7) {
      let moment = Instant(seconds: day * 86_400 + 45_296)
      #expect(Instant(moment.description) == moment)
      #expect(moment.compact.count == 15 && moment.compact.hasSuffix("123456Z"))
    }
  }

  @Test(arguments: [
    "a", "policies/social-media/policy.md", "README.md", ".writ.yml", "a/b_c/D-1.x",
  ])
  func aPlainPathIsAllowed(path: String) { #expect(TreePath.isAllowed(path)) }

  @Test(arguments: [
    "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", ".git", ".GIT/config",
    "a/.git/x",
    "-a", "a/-rf", "a b", "a\tb", "a\nb", "a\\b", "a:b", "a*", "a?", "ä", "a\u{0}b", "~/a", "$HOME",
    "a\u{202E}b", String(repeating: "a", count: 401),
  ])
  func anotherPathIsRefused(path: String) { #expect(!TreePath.isAllowed(path), "\(path)") }

  @Test(arguments: ["carla/change", "p-1/a-b"])
  func aProposalsNameIsReadFromTextAndRef(text: String) throws {
    let name = try #require(ProposalName(text))
    #expect(name.description == text && name.ref == "refs/heads/proposals/\(text)")
    #expect(ProposalName(ref: name.ref) == name)
  }

  @Test(arguments: [
    "", "/", "carla", "carla/", "/change", "carla/a/b", "Carla/change", "carla/Change", "carla/a b",
    "carla/-a", "carla/../x", "carla/change\n",
  ])
  func anotherProposalsNameIsRefused(text: String) {
    #expect(ProposalName(text) == nil)
    #expect(ProposalName(ref: "refs/heads/proposals/" + text) == nil)
    #expect(ProposalName(ref: text) == nil)
  }

  @Test(arguments: [
    "I agree.", "Ich stimme zu – „ganz“.", "同意します", "é", String(repeating: "a", count: 1000),
  ])
  func aVisibleLineIsAllowed(text: String) { #expect(SafeText.isLine(text)) }

  @Test(arguments: [
    "", " a", " \u{301}x", "a ", "a\nb", "a\tb", "a\u{AD}b", "a\u{FEFF}b", "a\u{200D}b",
    String(repeating: "a", count: 1001),
  ])
  func aLineWithHiddenOrTooMuchTextIsRefused(text: String) { #expect(!SafeText.isLine(text)) }

  @Test func aPersonsPlaceIsFoundFromTheRefAndNowhereElse() {
    let ref = Chain.records(of: Company.ana)
    #expect(Chain.owner(of: ref, kind: "records") == Company.ana)
    #expect(Chain.owner(of: ref, kind: "acts") == nil)
    #expect(Chain.owner(of: ref + "/x", kind: "records") == nil)
    #expect(Chain.owner(of: "refs/writ/records/ff/ana", kind: "records") == nil)
  }
}
