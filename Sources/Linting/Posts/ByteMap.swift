/// The way from each byte of a changed text back to the bytes of the file that it stands for.
///
/// A text that the file has byte for byte needs no more than its beginning. Any other text lists, for
/// each of its bytes, where the file's bytes begin and end; several bytes may stand for the same ones.
enum ByteMap: Sendable, Equatable {
  /// The file has the text as it is, from this byte on.
  case verbatim(start: Int)
  /// The file's bytes for each byte of the text, and where the text ends in the file.
  case listed(from: [Int32], to: [Int32], end: Int32)

  /// The bytes of the file for a part of the text.
  func range(_ part: Range<Int>) -> Range<Int> {
    switch self {
    case .verbatim(let start):
      return start + part.lowerBound..<start + part.upperBound
    case .listed(let from, let to, let end):
      let first = part.lowerBound < from.count ? Int(from[part.lowerBound]) : Int(end)
      guard !part.isEmpty, part.upperBound <= to.count else { return first..<first }
      return first..<max(first, Int(to[part.upperBound - 1]))
    }
  }
}

/// Puts a changed text together, byte by byte, and keeps the way back.
struct MappedText {
  private(set) var text: [UInt8] = []
  private var from: [Int32] = []
  private var to: [Int32] = []

  init(capacity: Int = 0) {
    text.reserveCapacity(capacity)
    from.reserveCapacity(capacity)
    to.reserveCapacity(capacity)
  }

  /// Adds bytes that all stand for one part of the file.
  mutating func append(_ bytes: some Sequence<UInt8>, for source: Range<Int>) {
    for byte in bytes {
      text.append(byte)
      from.append(Int32(clamping: source.lowerBound))
      to.append(Int32(clamping: source.upperBound))
    }
  }

  /// Adds bytes that the file has from this byte on.
  mutating func copy(_ bytes: ArraySlice<UInt8>, at start: Int) {
    for (index, byte) in bytes.enumerated() {
      text.append(byte)
      from.append(Int32(clamping: start + index))
      to.append(Int32(clamping: start + index + 1))
    }
  }

  /// What was added since a byte.
  func part(from start: Int) -> MappedText {
    var part = MappedText()
    part.text = Array(text[start...])
    part.from = Array(from[start...])
    part.to = Array(to[start...])
    return part
  }

  /// The text as a field, once it is whole; `end` is where it ends in the file if it is empty.
  func field(_ place: Place, end: Int = 0) -> Field {
    Field(place, text, map(end: to.last.map(Int.init) ?? end))
  }

  /// The way back, once the text is whole.
  func map(end: Int) -> ByteMap { .listed(from: from, to: to, end: Int32(clamping: end)) }
}
