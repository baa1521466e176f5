import Policies
import Testing

@testable import Records

/// Changes of a record's message, each of which must be refused.
struct RecordMutationTests {
  /// What is done, what is replaced, and by what.
  static let changes: [(String, String, String)] = [
    ("an unknown line", "Writ-Ledger", "Writ-Extra: 1\nWrit-Ledger"),
    ("an unknown last line", "Writ-Ledger: none\n", "Writ-Ledger: none\nWrit-Extra: 1\n"),
    ("an empty last line", "Writ-Ledger: none\n", "Writ-Ledger: none\n\n"),
    ("no last line end", "Writ-Ledger: none\n", "Writ-Ledger: none"),
    ("another case of a name", "Writ-Action", "writ-action"),
    ("another case of a value", ": acknowledge", ": Acknowledge"),
    ("an unknown word", ": acknowledge", ": acknowledged"),
    ("an empty value", ": acknowledge", ": "),
    ("trailing space", "Writ-Action: acknowledge", "Writ-Action: acknowledge "),
    ("leading space", "Writ-Action: acknowledge", "Writ-Action:  acknowledge"),
    ("no space", "Writ-Action: acknowledge", "Writ-Action:acknowledge"),
    ("a tab", "Writ-Action: ", "Writ-Action:\t"), ("a folded line", "of it.", "of\n it."),
    ("CR", "acknowledge\n", "acknowledge\r\n"), ("CR everywhere", "\n", "\r\n"),
    ("a byte order mark", "ack/1 ana", "\u{FEFF}ack/1 ana"),
    ("NUL", "I have", "I\u{0}have"), ("escape", "I have", "I\u{1B}[31mhave"),
    ("right-to-left override", "I have", "I\u{202E}have"), ("isolate", "I have", "I\u{2066}have"),
    ("zero width", "I have", "I\u{200B}have"), ("line separator", "I have", "I\u{2028}have"),
    ("next line", "I have", "I\u{85}have"), ("a tag character", "I have", "I\u{E0041}have"),
    ("private use", "I have", "I\u{E000}have"), ("a line that ends in space", "of it.", "of it. "),
    ("a sequence with zeros", "Sequence: 2", "Sequence: 02"),
    ("a signed sequence", "Sequence: 2", "Sequence: +2"), ("zero", "Sequence: 2", "Sequence: 0"),
    ("a sequence beyond its range", "Sequence: 2", "Sequence: 99999999999999999999"),
    ("another subject's sequence", "ack/1 ana 2", "ack/1 ana 3"),
    ("another subject's person", "ack/1 ana", "ack/1 bruno"),
    ("another subject's format", "ack/1 ana", "review/1 ana"),
    ("another format", "Format: ack/1", "Format: review/1"), ("a newer format", "ack/1", "ack/2"),
    ("an unknown format", "ack/1", "note/1"),
    ("a person with a capital", "Person: ana", "Person: Ana"),
    ("a digest in capitals", Samples.digest, Samples.digest.uppercased()),
    ("a short digest", Samples.digest, String(Samples.digest.dropLast())),
    ("a long digest", Samples.digest, Samples.digest + "0"),
    ("an object id in capitals", "4b825dc", "4B825DC"), ("a short object id", "4b825dc", "4b825d"),
    ("no action", "Action: acknowledge", "Action: none"),
    ("no tag", "Tag-Object: 4", "Tag-Object: n"),
    ("no path", "Path: policies", "Path: /policies"),
    ("a path up", "Path: policies", "Path: ../policies"),
    ("a hidden path", "policy.md", ".git/config"),
    ("a path with a space", "policy.md", "pol icy.md"),
    ("a tag that is no ref", "refs/tags", "tags"),
    ("a version with zeros", "since 1.0", "since 01.0"),
    ("a version of three parts", "since 1.0", "since 1.0.0"),
    ("a bare since", "since 1.0", "since "),
    ("an unknown reason", "Reason: none", "Reason: lazy"),
    ("half a ledger", "Ledger: none", "Ledger: 4b825dc6"),
    ("an odd language", "en-GB", "en_GB"), ("a long language", "en-GB", "en-GB-oxendict"),
  ]

  /// What a later Writ may write, and this one must not take for a slip.
  static let newer: Set = [
    "an unknown line", "an unknown last line", "a newer format", "an unknown format",
  ]

  static let tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"

  @Test func theUnchangedRecordIsAccepted() throws {
    #expect(try Record(parsing: Array(Samples.text.utf8)).person == Company.ana)
  }

  @Test(arguments: changes)
  func aChangedRecordIsRefused(what: String, old: String, new: String) {
    let text = Samples.text.replacing(old, with: new)
    #expect(Array(text.utf8) != Array(Samples.text.utf8), "\(what) changes nothing")
    let isNewer = Self.newer.contains(what)
    #expect(refusal(Array(text.utf8)) == (isNewer ? .newer : .record), "\(what)")
  }

  @Test(
    arguments: [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]]
      as [[UInt8]]
  )
  func bytesThatAreNoUTF8AreRefused(bytes: [UInt8]) throws {
    let place = try #require(Array(Samples.text.utf8).firstIndex(of: UInt8(ascii: "I")))
    var message = Array(Samples.text.utf8)
    message.insert(contentsOf: bytes, at: place)
    #expect(refusal(message) == .record)
  }

  @Test(arguments: ["Writ-Statement: ", "Writ-Path: ", "Writ-Tag: ", "Writ-Person: ", "ack/1 "])
  func aValueOfAMegabyteIsRefused(place: String) {
    let text = Samples.text.replacing(place, with: place + String(repeating: "a", count: 1 << 20))
    #expect(refusal(Array(text.utf8)) == .record)
  }

  @Test(arguments: ["%", "%4", "%zz", "%e2%82%ac", "%41", "a b", "ü", "%FF", "%C3", "+", "a%2"])
  func aCommentInAnotherSpellingIsRefused(comment: String) {
    let text = String(decoding: Samples.record(Samples.review).encoded, as: UTF8.self)
    let changed = text.replacing(/Writ-Comment: .*/, with: "Writ-Comment: \(comment)")
    #expect(refusal(Array(changed.utf8)) == .record)
  }

  @Test(arguments: [
    "", "a", "50% of “it”\n\u{1B}[31m", "\u{202E}", String(repeating: "ü", count: 3000),
  ])
  func aCommentIsReadAsItWasWritten(comment: String) throws {
    var review = Samples.review
    review.comment = comment
    let record = try Record(parsing: Samples.record(review).encoded)
    #expect(try Review(record).comment == comment)
  }

  private func refusal(_ message: [UInt8]) -> Refusal.Code? {
    do throws(Refusal) {
      _ = try Record(parsing: message)
      return nil
    } catch {
      return error.code
    }
  }
}
