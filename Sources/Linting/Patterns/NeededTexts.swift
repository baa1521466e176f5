/// Texts of which every match of a pattern holds at least one, letters of ASCII in lower case.
///
/// A post that holds none of them need not be searched with the pattern, which is what makes many
/// rules cost little more than few (required literals; Russ Cox, "Regular Expression Matching with a
/// Trigram Index", 2012). Whatever is not surely understood yields no texts, and the pattern then
/// always runs: too few texts cost time, a wrong one would hide a finding.
struct NeededTexts {
  /// All texts that a part of a pattern matches, when they are few.
  var whole: [[UInt8]]?
  /// Texts of which each match of the part holds one; nil when nothing is known.
  var needed: [[UInt8]]?

  /// A part that matches without taking a character.
  static let empty = NeededTexts(whole: [[]], needed: nil)
  /// A part of which nothing is known.
  static let unknown = NeededTexts(whole: nil, needed: nil)

  private static let productLimit = 64
  private static let choiceLimit = 4_096

  /// The texts for a pattern; nil when it must always run.
  static func of(_ pattern: String) -> [[UInt8]]? {
    var reader = NeededTextsReader(pattern)
    guard let part = reader.read() else { return nil }
    return part.best
  }

  /// What a match surely holds, by all that is known.
  var best: [[UInt8]]? { Self.better(whole, needed) }

  /// Parts one after the other.
  static func sequence(_ parts: [NeededTexts]) -> NeededTexts {
    var (run, isWhole): ([[UInt8]], Bool) = ([[]], true)
    var needed: [[UInt8]]?
    for part in parts {
      if let whole = part.whole, isSmall(run.count, whole.count) {
        run = run.flatMap { start in whole.map { start + $0 } }
        continue
      }
      needed = better(better(needed, run), part.needed)
      run = part.whole ?? [[]]
      isWhole = false
    }
    return NeededTexts(
      whole: isWhole ? run : nil,
      needed: isWhole ? needed : better(needed, run)
    )
  }

  /// One of several parts.
  static func choice(_ parts: [NeededTexts]) -> NeededTexts {
    if parts.count == 1 { return parts[0] }
    let wholes = parts.compactMap(\.whole)
    let bests = parts.compactMap(\.best)
    let whole = wholes.count == parts.count ? Array(wholes.joined()) : nil
    let needed = bests.count == parts.count ? Array(bests.joined()) : nil
    return NeededTexts(
      whole: whole.flatMap { $0.count <= choiceLimit ? $0 : nil },
      needed: needed.flatMap { $0.count <= choiceLimit ? $0 : nil }
    )
  }

  /// The part so often in a row.
  func repeated(atLeast low: Int, atMost high: Int?) -> NeededTexts {
    if low == 1, high == 1 { return self }
    if low > 0 { return NeededTexts(whole: nil, needed: best) }
    guard high == 1, let whole else { return .unknown }
    return NeededTexts(whole: whole + [[]], needed: nil)
  }

  private static func isSmall(_ left: Int, _ right: Int) -> Bool {
    let isProduct = left > 1 && right > 1
    return left * right <= (isProduct ? productLimit : choiceLimit)
  }

  /// The one of two that more posts do without: longer texts, then fewer.
  private static func better(_ left: [[UInt8]]?, _ right: [[UInt8]]?) -> [[UInt8]]? {
    let (first, second) = (worth(left), worth(right))
    if first == 0, second == 0 { return nil }
    if first != second { return first > second ? left : right }
    return (left?.count ?? 0) <= (right?.count ?? 0) ? left : right
  }

  private static func worth(_ texts: [[UInt8]]?) -> Int {
    guard let texts, !texts.isEmpty else { return 0 }
    return texts.map(worth).min() ?? 0
  }

  /// Every post has letters and blanks; a single one rules nothing out.
  private static func worth(_ text: [UInt8]) -> Int {
    guard text.count == 1, let byte = text.first else { return text.count }
    let isCommon = (97...122).contains(byte) || byte == 0x20 || byte == 0x2E || byte == 0x2C
    return isCommon ? 0 : 1
  }
}
