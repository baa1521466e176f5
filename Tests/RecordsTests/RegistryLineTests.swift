import Policies
import Signing
import TestTools
import Testing

@testable import Records

/// The lines of a registry's files: one spelling for each thing.
struct RegistryLineTests {
  static let key = (try? SoftKey("ana").publicKey.line) ?? ""
  static let good = "ana namespaces=\"git\",valid-after=\"20261101000001Z\" \(key)"

  @Test(arguments: [
    good,
    good.replacing("Z\" ", with: "Z\",valid-before=\"20270101000000Z\" "),
  ])
  func aCanonicalKeyLineIsReadAndWrittenBack(line: String) throws {
    #expect(try #require(KeyGrant(line: line[...])).line == line)
  }

  /// A change of the good line: what is replaced, and by what.
  static let changes: [(String, String, String)] = [
    ("no Z", "01Z\"", "01\""), ("a zone", "01Z\"", "01+0000\""),
    ("no seconds", "000001Z", "0000Z"), ("only a day", "20261101000001Z", "20261101Z"),
    ("no such day", "20261101", "20260230"),
    ("no beginning", ",valid-after=\"20261101000001Z\"", ""),
    ("only an end", "valid-after", "valid-before"), ("an empty option", "\"git\",", "\"git\",,"),
    ("another namespace", "\"git\"", "\"git,file\""), ("no namespace", "namespaces=\"git\",", ""),
    ("an authority", "namespaces", "cert-authority,namespaces"),
    ("options without quotes", "\"", ""), ("an option in capitals", "valid-after", "VALID-AFTER"),
    ("a pattern", "ana ", "* "), ("a pattern", "ana ", "an? "), ("a negation", "ana ", "!ana "),
    ("two names", "ana ", "ana,bruno "), ("quotes", "ana ", "\"ana\" "),
    ("a capital", "ana ", "Ana "),
    ("an address", "ana ", "ana@example.com "), ("a look-alike", "ana ", "\u{430}na "),
    ("a flag", "ana ", "-n "), ("two spaces", "ana ", "ana  "), ("a tab", "ana ", "ana\t"),
    ("a space first", "ana ", " ana "), ("a remark", "ana ", "# ana "),
  ]

  @Test(arguments: changes)
  func aChangedKeyLineIsRefused(what: String, old: String, new: String) {
    let line = Self.good.replacing(old, with: new)
    #expect(line != Self.good)
    #expect(KeyGrant(line: line[...]) == nil, "\(what): \(line)")
  }

  @Test(arguments: [
    ("no Z", "valid-after is not a moment"), ("a zone", "valid-after is not a moment"),
    ("no such day", "valid-after is not a moment"), ("no beginning", "the options are not"),
    ("only an end", "the options are not"), ("another namespace", "may not stand"),
    ("no namespace", "the options are not"), ("an authority", "'cert-authority' may not stand"),
    ("an option in capitals", "'VALID-AFTER' may not stand"), ("a pattern", "is no person's id"),
    ("a negation", "'!ana' is no person's id"), ("two names", "'ana,bruno' is no person's id"),
    ("a look-alike", "is no person's id"), ("two spaces", "not four words"),
    ("a remark", "not four words"),
  ])
  func theReasonAndTheLineAreNamed(what: String, reason: String) throws {
    let change = try #require(Self.changes.first { $0.0 == what })
    let changed = Self.good.replacing(change.1, with: change.2)
    let shard = RegistryFiles.shard(of: Company.ana)
    let file = Array("\(Self.good)\n\(changed)\n".utf8)
    let refusal = #expect(throws: Refusal.self) { try RegistryFiles.signers(file, shard: shard) }
    #expect(refusal?.reason.hasPrefix("signers/\(shard):2: ") == true)
    #expect(refusal?.reason.contains(reason) == true, "\(refusal?.reason ?? "")")
  }

  @Test func aKeyTypeThatIsNotAcceptedAndAnothersFileAreNamed() {
    let shard = RegistryFiles.shard(of: Company.ana)
    let weak = Self.good.replacing("ssh-ed25519 ", with: "ssh-dss ")
    let refusal = #expect(throws: Refusal.self) {
      try RegistryFiles.signers(Array((weak + "\n").utf8), shard: shard)
    }
    #expect(refusal?.reason.contains("'ssh-dss' are not accepted") == true)
    let other = #expect(throws: Refusal.self) {
      try RegistryFiles.signers(Array((Self.good + "\n").utf8), shard: "zz")
    }
    #expect(other?.reason == "signers/zz:1: 'ana' is not of this file")
  }

  @Test(arguments: [" ", " laptop", "\r", "\n", "\u{0}"])
  func aKeyLineWithSomethingAfterItIsRefused(end: String) {
    guard let grant = KeyGrant(line: (Self.good + end)[...]) else { return }
    #expect(throws: SigningError.self) { try grant.key }
  }

  @Test(arguments: [
    "ana,,2026-11-01T00:00:01Z,", "ana,staff,2026-11-01T00:00:01Z,",
    "ana,board;staff,2026-11-01T00:00:01Z,2026-12-01T00:00:01Z",
  ])
  func aCanonicalPersonLineIsReadAndWrittenBack(line: String) throws {
    #expect(try #require(PersonEntry(line: Array(line.utf8)[...])).line == line)
  }

  @Test(arguments: [
    "", "ana", "ana,,2026-11-01T00:00:01Z", "ana,,2026-11-01T00:00:01,", "ana,,2026-11-01,",
    "ana,,2026-11-01T00:00:01Z,x", "ana,,2026-11-01T00:00:01Z,,", "Ana,,2026-11-01T00:00:01Z,",
    "ana,staff;board,2026-11-01T00:00:01Z,", "ana,staff;staff,2026-11-01T00:00:01Z,",
    "ana,staff;,2026-11-01T00:00:01Z,", "ana,Staff,2026-11-01T00:00:01Z,",
    "ana, staff,2026-11-01T00:00:01Z,", "\"ana\",,2026-11-01T00:00:01Z,",
    "ana,,2026-11-01T00:00:01+00:00,", "ana,,2026-02-30T00:00:01Z,", "ana,,2026-11-01T24:00:00Z,",
  ])
  func anotherPersonLineIsRefused(line: String) {
    #expect(PersonEntry(line: Array(line.utf8)[...]) == nil)
  }

  @Test(arguments: [
    "", "legal: [ana]", "legal: [bruno, ana]\n", "legal: [ana,bruno]\n", "legal: []\n",
    "legal:  [ana]\n", "legal: [ana] \n", "legal: [ana, ana]\n", "Legal: [ana]\n",
    "legal: [ana]\nlegal: [ana]\n", "zebra: [ana]\nlegal: [ana]\n", "legal: [ana]\n\n",
    "legal: ana\n", "legal: [ana]\r\n", "# x\nlegal: [ana]\n", "legal: [*]\n",
  ])
  func anotherRolesFileIsRefused(text: String) {
    #expect(throws: Refusal.self) { try RegistryFiles.roles(Array(text.utf8)) }
  }
}
