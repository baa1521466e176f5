import Foundation
import TestTools
import Testing

@testable import Documents

/// What is read without libYAML must be what libYAML reads, with the same places, or nothing at all.
struct PlainYAMLTests {
  private static let pieces = [
    "a", "b", "key", "é", "b c", "no", "1.10", "x-y", ": ", ":", ":\n", " ", "  ", "\n", "\n  ",
    "\n    ", "\n- ", "\n  - ", "- ", "-", "[", "]", "{", "}", ", ", ",", "'", "''", "'it''s'",
    "\"",
    "\"b c\"", "\"on\": ", "\"\\\"\"", "\\", "|", "#", " #", "#x\n", "a: ", "b: ", "\na: ", "\nb: ",
    "\nkey:\n", "\n  b: ",
    "\n  c:\n", "[a, b]", "[]", "{a: b}", "{a: [b], c: 'd'}", "---", "&", "*", "!", "%", "@", "~",
    "\u{301}", "\u{A0}", "🎉", "\u{85}", "\u{2028}", "\u{FEFF}", "\t", "\r\n", "?", "? ", "`", "0x1",
  ]

  private static let lines = [
    "a: b", "b: 'c'", "c: \"d e\"", "key:", "other:", "  - x", "  - y: z", "    w: é", "- x",
    "- 'y'",
    "  b: c", "  c:", "    - [a, b]", "    d: {e: f}", "", "  ", "# x", "  # x", "e: [a]",
    "f: a: b",
    "g: a #b", "h: é", "i: 1.10 ", "j: -", "k: [a, b", "  more", "a: again", "\"on\": [x]",
    "o: b # c", "p: 'q' # r", "r: [a] #", "s: [] # none", "t:  # below", "u: b#c", "v: b  #c #d",
    "w: é # x",
    "'x[y]': z", "'it''s': z", "\"a b\": c", "\"a\\\"b\": c", "'a\\b': c", "'x' : z", "y: [a,",
    "  b, c,",
    "  d]", "z: {e: f,",
    "  g: h}", " i]", "a1: [b c, d/e f]",
    "m: \"say \\\"no\\\" \\\\ \"",
    "n: \"\\x41\"", "'q': x", "l: 'it''s'", "- - x",
  ]

  @Test(arguments: 0..<12)
  func whateverIsReadIsReadAsTheParserDoes(seed: Int) throws {
    var dice = SeededGenerator(seed: UInt64(seed) + 1)
    var read = 0
    for round in 0..<4_000 {
      let count = 1 + Int(dice.next() % 12)
      let isByLine = round % 2 == 0
      let parts = (0..<count).map { _ in dice.pick(isByLine ? Self.lines : Self.pieces) }
      read += try expectSame(parts.joined(separator: isByLine ? "\n" : "")) ? 1 : 0
    }
    #expect(read > 20)
  }

  @Test(arguments: 0..<8)
  func aChangedByteOfAnOrdinaryDocumentIsReadAsTheParserDoes(seed: Int) throws {
    var dice = SeededGenerator(seed: UInt64(seed) + 100)
    var read = 0
    for _ in 0..<2_000 {
      var bytes = Array(dice.pick(Self.ordinary).utf8)
      for _ in 0..<(1 + dice.next() % 2) { dice.change(&bytes) }
      guard let text = String(validating: bytes, as: UTF8.self) else { continue }
      read += try expectSame(text) ? 1 : 0
    }
    #expect(read > 200)
  }

  @Test(arguments: Self.ordinary)
  func ordinaryDocumentsTakeTheShortWay(text: String) throws {
    #expect(try expectSame(text))
  }

  @Test func theFilesOfTheTemplateTakeTheShortWay() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("policy-repo-template")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
    let files = paths.filter { $0.hasSuffix(".yml") }
    let others = try files.filter { path in
      try !expectSame(String(contentsOf: root.appendingPathComponent(path), encoding: .utf8))
    }
    #expect(others.count * 6 < files.count, "the parser is needed for \(others.sorted())")
  }

  private static let ordinary = [
    "channel: x\naccount: official\n", "channel: [x, bluesky]\naccount: own\nauthor: ana",
    "media:\n  - file: ride.jpg\n    alt: \"A rider, left\"\n  - file: b.jpg\n\naccount: own\n",
    "thread:\n- One\n- Two: not a key\nallow: [{rule: Promise, reason: 'a quote', by: ana}]\n",
    "# why\na:\n  b:\n    c: d e\n  f: 'g: h'\n\n# end\n", "alt: größe\nb: c\n",
    "tokens:\n  - 'guaranteed?'\n  - no risk\n  # more\n  - 'it''s'\nwrit:\n  when: {account: [own]}\n",
  ]

  /// Whether it was read; a difference is an issue of the test.
  private func expectSame(_ text: String) throws -> Bool {
    var plain = PlainYAML(text, startingAtLine: 3)
    guard let value = plain.document() else { return false }
    let source = YAMLSource(text, startingAtLine: 3)
    do {
      try YAMLGuard.check(source)
      let root = try #require(try YAML.compose(source), "\(text.debugDescription)")
      #expect(try source.value(of: root) == value, "\(text.debugDescription)")
    } catch {
      Issue.record("read, but the parser refuses it: \(text.debugDescription): \(error)")
    }
    return true
  }
}
