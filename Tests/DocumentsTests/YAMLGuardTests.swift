import Testing

@testable import Documents

/// The guard must read YAML as the parser does: never shallower, and never stricter.
struct YAMLGuardTests {
  private static let pieces = [
    "a", "b c", "é", ": ", ":", " ", "  ", "\n", "\n  ", "\n    ", "\n- ", "- ", "-", "? ", "?",
    "[", "]",
    "{", "}", ", ", ",", "'", "''", "\"", "\\\"", "\\", "|", "|\n", ">-\n  ", "|2\n ", " #", "#x\n",
    "\t",
    "a: ", "k: [", "\r\n", "- - ", "\na: ", "\n  b: ", "x: |\n", "[{", "'a': ", "\"b\"",
  ]

  @Test(arguments: 0..<8)
  func theGuardAgreesWithTheParserOnMadeUpDocuments(seed: Int) {
    var dice = Dice(state: UInt64(seed) + 1)
    for _ in 0..<1_500 {
      let count = 1 + dice.roll(24)
      let text = (0..<count).map { _ in Self.pieces[dice.roll(Self.pieces.count)] }.joined()
      let source = YAMLSource(text, startingAtLine: 1)
      guard let root = try? YAML.compose(source), let value = try? source.value(of: root) else {
        continue
      }
      guard let depth = try? YAMLGuard.check(source) else {
        Issue.record("refused by the guard only: \(text.debugDescription)")
        continue
      }
      #expect(Self.depth(of: value) <= 2 * depth, "\(text.debugDescription)")
    }
  }

  private static func depth(of value: YAMLValue) -> Int {
    switch value.content {
    case .scalar: 0
    case .list(let values): 1 + (values.map(depth).max() ?? 0)
    case .map(let map): 1 + (map.entries.map { depth(of: $0.value) }.max() ?? 0)
    }
  }
}

/// A repeatable source of numbers (splitmix64), so that a failure can be looked at again.
private struct Dice {
  var state: UInt64

  mutating func roll(_ sides: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(sides))
  }
}
