internal import CPCRE2

extension PatternHandle {
  /// A text up to this size is searched in one go: even a quadratic pattern ends in good time.
  private static let calmSize = 16 << 10
  private static let step = 2 << 10

  mutating func matches(in text: [UInt8], _ work: Work) throws(MatchError) -> [PatternMatch] {
    account(for: text.count)
    var found: [PatternMatch] = []
    var start = 0
    while found.count < work.limit, start <= text.count,
      let match = try next(in: text, from: start, work)
    {
      found.append(match)
      let end = max(match.range.upperBound, start)
      start = match.range.isEmpty ? Self.boundary(after: end, in: text) : end
    }
    return found
  }

  /// The first match that begins at or after an offset.
  private func next(
    in text: [UInt8],
    from start: Int,
    _ work: Work
  ) throws(MatchError) -> PatternMatch? {
    var start = start
    while start <= text.count {
      let last = text.count <= Self.calmSize ? text.count : min(start + Self.step, text.count)
      pcre2_set_offset_limit_8(context, last)
      if try run(on: text, from: start) { return match() }
      start = Self.boundary(after: last, in: text)
      if work.isOutOfTime() { throw .timedOut }
    }
    return nil
  }

  private func run(on text: [UInt8], from start: Int) throws(MatchError) -> Bool {
    var result = call(on: text, from: start, PCRE2_NO_UTF_CHECK)
    if result == PCRE2_ERROR_JIT_STACKLIMIT {
      result = call(on: text, from: start, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT)
    }
    switch result {
    case PCRE2_ERROR_NOMATCH: return false
    case 0...: return true
    case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT: throw .timedOut
    default: throw .failed(result)
    }
  }

  private func call(on text: [UInt8], from start: Int, _ options: UInt32) -> Int32 {
    (text.isEmpty ? [0] : text).withUnsafeBufferPointer {
      pcre2_match_8(code, $0.baseAddress, text.count, start, options, data, context)
    }
  }

  private func match() -> PatternMatch {
    let count = Int(pcre2_get_ovector_count_8(data))
    guard count > 0, let offsets = pcre2_get_ovector_pointer_8(data) else {
      return PatternMatch(range: 0..<0, groups: [])
    }
    let ranges = (0..<count).map { index -> Range<Int>? in
      let (from, to) = (offsets[2 * index], offsets[2 * index + 1])
      return from == ~0 || to == ~0 ? nil : Int(min(from, to))..<Int(max(from, to))
    }
    return PatternMatch(range: ranges[0] ?? 0..<0, groups: Array(ranges.dropFirst()))
  }

  /// The offset of the next character after the one that holds this byte.
  private static func boundary(after offset: Int, in text: [UInt8]) -> Int {
    var next = offset + 1
    while next < text.count, text[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }
}
