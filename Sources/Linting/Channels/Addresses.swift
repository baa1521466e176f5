/// Web addresses in a text, with and without `https://`, as X finds and shortens them.
///
/// The grammar is that of the twitter-text library's documentation and conformance cases; top-level
/// domains are those in use (`top-level-domains.txt`).
enum Addresses {
  /// The longest address that is one.
  private static let longest = 4096
  private static let longestShortName = 40

  /// Where they stand, as bytes of the text.
  static func ranges(in text: [UInt8]) -> [Range<Int>] {
    guard hasDotInWord(text) else { return [] }
    guard let grammar = try? AddressGrammar.shared.get() else { return [] }
    let matches = (try? grammar.whole.matches(in: text, Work(limit: 10_000))) ?? []
    return matches.flatMap { ranges(of: $0, in: text, grammar) }
  }

  /// Every address has one; without it the grammar, the dearest pattern of all, is not even made.
  private static func hasDotInWord(_ text: [UInt8]) -> Bool {
    zip(text, text.dropFirst()).contains { dot, next in
      dot == UInt8(ascii: ".") && (next >= 0x80 || StrictView.isLetter(next))
    }
  }

  private static func ranges(
    of match: PatternMatch,
    in text: [UInt8],
    _ grammar: AddressGrammar
  ) -> [Range<Int>] {
    guard let whole = match.groups[1], let domain = match.groups[3] else { return [] }
    let hasScheme = match.groups[2] != nil
    let host = String(decoding: text[domain], as: UTF8.self)
    guard let length = Punycode.length(ofHost: host) else { return [] }
    guard whole.count - domain.count + length + (hasScheme ? 0 : 8) <= longest else { return [] }
    guard hasScheme else { return plain(match, whole, domain, in: text, grammar) }
    let address = Array(text[whole])
    guard let short = try? grammar.short.first(in: address) else {
      return [whole]
    }
    guard let name = short.groups[0], name.count <= longestShortName else { return [] }
    return [whole.lowerBound..<whole.lowerBound + short.range.upperBound]
  }

  /// Without a scheme only the ASCII names in the domain count; what follows goes to the last.
  private static func plain(
    _ match: PatternMatch,
    _ whole: Range<Int>,
    _ domain: Range<Int>,
    in text: [UInt8],
    _ grammar: AddressGrammar
  ) -> [Range<Int>] {
    if let before = match.groups[0], let last = text[before].last, "-_./".utf8.contains(last) {
      return []
    }
    let names = (try? grammar.name.matches(in: Array(text[domain]), Work())) ?? []
    var ranges = names.map {
      domain.lowerBound + $0.range.lowerBound..<domain.lowerBound + $0.range.upperBound
    }
    if match.groups[4] != nil, let last = ranges.popLast() {
      ranges.append(last.lowerBound..<whole.upperBound)
    }
    return ranges
  }

  /// The `@host` of each `@person@host`.
  static func hosts(ofHandlesIn text: [UInt8]) -> [Range<Int>] {
    guard text.contains(UInt8(ascii: "@")), let pattern = try? handles.get() else { return [] }
    return ((try? pattern.matches(in: text)) ?? []).compactMap { $0.groups[0] }
  }

  private static let handles = Result { () throws(PatternError) in
    try Pattern("(?<![\\w@/])@\\w+(?:[.-]\\w+)*(@[a-z0-9][a-z0-9.-]*[a-z0-9])", .ignoringCase)
  }
}
