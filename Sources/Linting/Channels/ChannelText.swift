import Foundation

/// A text cut into what a network counts: characters with their weights, addresses as one piece.
struct ChannelText: Sendable {
  /// One piece that is counted as a whole.
  struct Unit: Sendable {
    /// The bytes of the text.
    var range: Range<Int>
    var weight: Int
    var isBlank = false
  }

  let units: [Unit]
  /// What the whole text counts.
  let count: Int

  /// Counts a text as a network does.
  init(_ text: [UInt8], _ limits: ChannelLimits) {
    let fixed =
      limits.address.map { weight in
        Addresses.ranges(in: text).map { Unit(range: $0, weight: weight) }
      } ?? []
    let short = limits.shortensHandles ? Addresses.hosts(ofHandlesIn: text) : []
    let wholes = (fixed + short.map { Unit(range: $0, weight: 0) })
      .sorted { $0.range.lowerBound < $1.range.lowerBound }
    units = Self.units(of: text, wholes, limits.count)
    count = units.reduce(0) { $0 + $1.weight }
  }

  private static func units(
    of text: [UInt8],
    _ wholes: [Unit],
    _ count: ChannelLimits.Count
  ) -> [Unit] {
    var units: [Unit] = []
    var rest = wholes[...]
    var offset = 0
    for character in String(decoding: text, as: UTF8.self) {
      let range = offset..<offset + character.utf8.count
      offset = range.upperBound
      while let first = rest.first, first.range.upperBound <= range.lowerBound {
        rest = rest.dropFirst()
      }
      if let whole = rest.first, whole.range.contains(range.lowerBound) {
        if units.last?.range != whole.range { units.append(whole) }
        continue
      }
      units.append(
        Unit(
          range: range,
          weight: weight(of: character, count),
          isBlank: character.isWhitespace
        )
      )
    }
    return units
  }

  private static func weight(of character: Character, _ count: ChannelLimits.Count) -> Int {
    switch count {
    case .characters: 1
    case .threads: character.isEmojiSequence ? character.utf8.count : 1
    case .weighted: character.isEmojiSequence ? 2 : weighted(character)
    }
  }

  /// X's weights: one for Latin and most alphabets and for common punctuation, two for the rest.
  private static func weighted(_ character: Character) -> Int {
    if character.isASCII { return character == "\r\n" ? 2 : 1 }
    let composed = String(character).precomposedStringWithCanonicalMapping
    return composed.unicodeScalars.reduce(0) { sum, scalar in
      switch scalar.value {
      case 0...0x10FF, 0x2000...0x200D, 0x2010...0x201F, 0x2032...0x2037: sum + 1
      default: sum + 2
      }
    }
  }

  /// The first byte that is too much; nil when all of it fits.
  func overflow(of limit: Int) -> Int? {
    var sum = 0
    for unit in units {
      sum += unit.weight
      if sum > limit { return unit.range.lowerBound }
    }
    return nil
  }

  /// Where the text could be cut so that each part fits: the bytes at which new parts begin.
  ///
  /// The last end of a sentence in the second half of a part is best, otherwise the last blank.
  func splits(of limit: Int, text: [UInt8]) -> [Int] {
    var cuts: [Int] = []
    var (start, sum) = (0, 0)
    var lastBlank: Int?
    var lastSentence: Int?
    var index = 0
    while index < units.count {
      let unit = units[index]
      sum += unit.weight
      if sum > limit {
        let cut = lastSentence ?? lastBlank ?? max(index, start + 1)
        guard cut < units.count, cuts.count < 50 else { break }
        cuts.append(units[cut].range.lowerBound)
        (start, index, sum) = (cut, cut, 0)
        (lastBlank, lastSentence) = (nil, nil)
        continue
      }
      if unit.isBlank, index + 1 < units.count, !units[index + 1].isBlank {
        lastBlank = index + 1
        let before = index > 0 ? text[units[index].range.lowerBound - 1] : 0
        if ".!?".utf8.contains(before), sum * 2 > limit { lastSentence = index + 1 }
      }
      index += 1
    }
    return cuts
  }
}
