/// A number that is typed before a heading's title: `3.2 Gifts`, `§ 4`, `Section 5: Travel`.
struct HeadingNumber: Equatable {
  /// The number's parts: 3 and 2.
  var parts: [Int]
  /// The title without it.
  var title: String

  /// As it is cited: `3.2`.
  var text: String { parts.map(String.init).joined(separator: ".") }

  /// Reads a heading's source; `nil` if no number and title stand there.
  init?(_ heading: String) {
    let pattern =
      /(\*\*|__)?(?:(?:section|article|clause|part|chapter|abschnitt|artikel|kapitel|ziffer)\s+|§+\s*)?(\d{1,3}(?:\.\d{1,3}){0,5})\.?(?:\\?[.)]|:)?(?:\s*[-–—]\s+|\s+)(?=\S)/
      .ignoresCase()
    guard let match = heading.prefixMatch(of: pattern) else { return nil }
    parts = match.2.split(separator: ".").compactMap { Int($0) }
    title = String(match.1 ?? "") + heading[match.range.upperBound...]
    guard title.contains(where: \.isLetter) else { return nil }
  }

  /// Whether typed numbers are surely numbers: they begin at the beginning and only rise.
  ///
  /// "10 rules for guests" alone is a title; 1, 2, 2.1, 4 are numbers.
  static func areSure(_ numbers: [HeadingNumber]) -> Bool {
    guard numbers.count > 1, let first = numbers.first?.parts.first, first <= 1 else {
      return false
    }
    return zip(numbers, numbers.dropFirst()).allSatisfy {
      $0.parts.lexicographicallyPrecedes($1.parts)
    }
  }

  /// The numbers that a word processor gives to headings of these levels: 1, 1.1, 1.2, 2.
  static func counted(_ levels: [Int]) -> [String] {
    var counts: [(level: Int, count: Int)] = []
    return levels.map { level in
      while let last = counts.last, last.level > level { counts.removeLast() }
      if let last = counts.last, last.level == level {
        counts[counts.count - 1].count += 1
      } else {
        counts.append((level, 1))
      }
      return counts.map { String($0.count) }.joined(separator: ".")
    }
  }
}
