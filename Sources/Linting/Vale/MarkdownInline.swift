/// The text that a reader sees of one Markdown block, and the pieces that stand out in it.
///
/// Code becomes stars, as many as it has characters, so that words beside it stay apart; marks, tags
/// and addresses go. Every byte knows where it stands in the file.
struct MarkdownInline {
  /// A piece that is looked at once more by itself.
  struct Piece {
    var scope: String
    var text: MappedText
  }

  private let source: [UInt8]
  private let places: ByteMap
  private let scopes: MarkdownScopes
  private(set) var output = MappedText()
  private(set) var pieces: [Piece] = []
  /// Comments with the byte of the file after them.
  private(set) var comments: [(text: String, end: Int)] = []
  private var offset = 0
  private var depth = 0
  /// Runs of marks that nothing closes any more, so that a hostile text costs one look each.
  private var unclosed: Set<Int> = []

  /// The last of each closing mark: what opens after it stays open.
  private let lastBracket: Int
  private let lastAngle: Int

  private static let reach = 2_000
  private static let depthLimit = 20

  /// Reads a block's text, given with its way back to the file.
  init(_ source: [UInt8], _ places: ByteMap, _ scopes: MarkdownScopes) {
    (self.source, self.places, self.scopes) = (source, places, scopes)
    lastBracket = source.lastIndex(of: UInt8(ascii: "]")) ?? -1
    lastAngle = source.lastIndex(of: UInt8(ascii: ">")) ?? -1
    read(upTo: source.count)
  }

  private mutating func read(upTo end: Int) {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.depthLimit else { return copy(end - offset) }
    while offset < end {
      switch source[offset] {
      case UInt8(ascii: "\\"): escape(end)
      case UInt8(ascii: "`"): code(end)
      case UInt8(ascii: "<"): angle(end)
      case UInt8(ascii: "!") where at(offset + 1) == "[": image(end)
      case UInt8(ascii: "["): link(end)
      case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"): mark(end)
      case UInt8(ascii: "&"): entity(end)
      case UInt8(ascii: "h"), UInt8(ascii: "w"): address(end)
      default: copy(1)
      }
    }
  }

  func at(_ index: Int) -> Unicode.Scalar {
    source.indices.contains(index) ? Unicode.Scalar(source[index]) : " "
  }

  private mutating func copy(_ count: Int) {
    for index in offset..<offset + count {
      output.append([source[index]], for: places.range(index..<index + 1))
    }
    offset += count
  }

  /// Stars in place of each character.
  private mutating func cover(_ range: Range<Int>) {
    for index in range where source[index] & 0xC0 != 0x80 {
      output.append([UInt8(ascii: "*")], for: places.range(index..<index + 1))
    }
  }

  private func piece(_ scope: String, _ range: Range<Int>) -> Piece {
    var text = MappedText()
    for index in range { text.append([source[index]], for: places.range(index..<index + 1)) }
    return Piece(scope: scope, text: text)
  }

  private mutating func escape(_ end: Int) {
    let next = at(offset + 1)
    if offset + 1 < end, next.isASCII, !next.properties.isAlphabetic,
      !(48...57).contains(next.value),
      next.value > 32
    {
      offset += 1
    }
    copy(1)
  }

  private func run(of byte: UInt8, at start: Int, upTo end: Int) -> Int {
    source[start..<end].prefix { $0 == byte }.count
  }

  private mutating func code(_ end: Int) {
    let length = run(of: UInt8(ascii: "`"), at: offset, upTo: end)
    var close = offset + length
    while close < end, !unclosed.contains(length) {
      let found = run(of: UInt8(ascii: "`"), at: close, upTo: end)
      if found == length {
        let inner = offset + length..<close
        pieces.append(piece("code", inner))
        offset = inner.lowerBound
        scopes.ignores("code") ? cover(inner) : copy(inner.count)
        offset = close + length
        return
      }
      close += max(1, found)
    }
    unclosed.insert(length)
    copy(length)
  }

  private mutating func angle(_ end: Int) {
    guard offset < lastAngle else { return copy(1) }
    let rest = source[offset..<end]
    if rest.starts(with: "<!--".utf8), let close = index(of: "-->", from: offset, upTo: end) {
      let text = String(decoding: source[offset + 4..<close], as: UTF8.self)
      comments.append((text, places.range(close..<close + 3).upperBound))
      offset = close + 3
      return
    }
    guard let close = rest.prefix(Self.reach).firstIndex(of: UInt8(ascii: ">")),
      let next = rest.dropFirst().first,
      Unicode.Scalar(next).properties.isAlphabetic || "/!?".utf8.contains(next)
    else { return copy(1) }
    let inner = offset + 1..<close
    if coverElement(inner, end) { return }
    if source[inner].contains(UInt8(ascii: ":")), !source[inner].contains(UInt8(ascii: " ")) {
      cover(inner)
    }
    offset = close + 1
  }

  /// Stars in place of an element that is no prose, its tags included; false when this is none.
  private mutating func coverElement(_ inner: Range<Int>, _ end: Int) -> Bool {
    guard let tag = HTMLTag(String(decoding: source[inner], as: UTF8.self)),
      scopes.ignored.contains(tag.name) || scopes.skipped.contains(tag.name)
        || !scopes.classes.isDisjoint(with: tag.classes),
      let close = index(of: "</\(tag.name)>", from: inner.upperBound + 1, upTo: end)
    else { return false }
    cover(inner.upperBound + 1..<close)
    offset = close + tag.name.utf8.count + 3
    return true
  }

  /// Where a text begins; upper and lower case are the same.
  private func index(of text: String, from start: Int, upTo end: Int) -> Int? {
    let wanted = Array(text.utf8)
    guard end - start >= wanted.count else { return nil }
    return (start...(end - wanted.count)).first { start in
      source[start...].starts(with: wanted) { $0 | 0x20 == $1 | 0x20 }
    }
  }

  /// The bracket that closes the one here, and the end of the address or name after it.
  private func closing(_ open: Int, _ end: Int) -> (text: Range<Int>, end: Int)? {
    var (depth, index) = (0, open)
    guard open < lastBracket else { return nil }
    while index < min(end, open + Self.reach) {
      switch at(index) {
      case "\\": index += 1
      case "[": depth += 1
      case "]":
        depth -= 1
        if depth == 0 { return target(after: index, open + 1, end) }
      default: break
      }
      index += 1
    }
    return nil
  }

  private func target(after close: Int, _ start: Int, _ end: Int) -> (text: Range<Int>, end: Int)? {
    let marks: [Unicode.Scalar: Unicode.Scalar] = ["(": ")", "[": "]"]
    guard close + 1 < end, let wanted = marks[at(close + 1)] else { return nil }
    var (depth, index) = (0, close + 1)
    while index < min(end, close + Self.reach) {
      if at(index) == at(close + 1) { depth += 1 }
      if at(index) == wanted {
        depth -= 1
        if depth == 0 { return (start..<close, index + 1) }
      }
      index += 1
    }
    return nil
  }

  private mutating func image(_ end: Int) {
    guard let found = closing(offset + 1, end) else { return copy(1) }
    pieces.append(piece("text.attr.alt", found.text))
    offset = found.end
  }

  private mutating func link(_ end: Int) {
    guard let found = closing(offset, end) else { return copy(1) }
    let start = output.text.count
    offset = found.text.lowerBound
    scopes.ignores("a") ? cover(found.text) : read(upTo: found.text.upperBound)
    add("link", from: start)
    offset = found.end
  }

  /// What was written since a place stands out by itself.
  private mutating func add(_ scope: String, from start: Int) {
    guard start < output.text.count else { return }
    pieces.append(Piece(scope: scope, text: output.part(from: start)))
  }

  private mutating func mark(_ end: Int) {
    let byte = source[offset]
    let length = run(of: byte, at: offset, upTo: end)
    let isTilde = byte == UInt8(ascii: "~")
    guard length < 4, !isTilde || length == 2, opens(byte, length),
      let close = close(of: byte, length, from: offset + length, upTo: end)
    else { return copy(length) }
    let start = output.text.count
    offset += length
    let isIgnored =
      isTilde
      ? scopes.ignores("del", "s")
      : length == 1 ? scopes.ignores("em", "i") : scopes.ignores("strong", "b")
    isIgnored ? cover(offset..<close) : read(upTo: close)
    if !isTilde { add(length == 1 ? "emphasis" : "strong", from: start) }
    offset = close + length
  }

  private func opens(_ byte: UInt8, _ length: Int) -> Bool {
    let before = offset == 0 ? " " : at(offset - 1)
    return !isBlank(at(offset + length)) && (byte != UInt8(ascii: "_") || !isWord(before))
  }

  private mutating func close(
    of byte: UInt8,
    _ length: Int,
    from start: Int,
    upTo end: Int
  ) -> Int? {
    let key = Int(byte) << 8 + length
    var index = start
    while index < end, !unclosed.contains(key) {
      if source[index] == UInt8(ascii: "\\") {
        index += 2
        continue
      }
      let found = run(of: byte, at: index, upTo: end)
      let isWordAfter = index + found < source.count && isWord(at(index + found))
      if found == length, !isBlank(at(index - 1)), byte != UInt8(ascii: "_") || !isWordAfter {
        return index
      }
      index += max(1, found)
    }
    if end == source.count { unclosed.insert(key) }
    return nil
  }

  private func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

  private func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x80 || scalar.properties.isAlphabetic || (48...57).contains(scalar.value)
  }

  private mutating func entity(_ end: Int) {
    guard let found = HTMLEntity.decode(source[offset..<end]) else { return copy(1) }
    output.append(found.text, for: places.range(offset..<offset + found.length))
    offset += found.length
  }

  /// A bare address is a link whose text is its address.
  private mutating func address(_ end: Int) {
    let rest = source[offset..<end]
    let isStart = offset == 0 || !isWord(at(offset - 1))
    guard isStart, ["http://", "https://", "www."].contains(where: { rest.starts(with: $0.utf8) })
    else { return copy(1) }
    var stop = rest.firstIndex { $0 <= 32 || $0 == UInt8(ascii: "<") } ?? end
    while stop > offset, ".,:;!?'\"*_)".utf8.contains(source[stop - 1]) { stop -= 1 }
    cover(offset..<stop)
    offset = stop
  }
}
