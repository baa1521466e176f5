/// Brings matches that must not be overlooked, such as `#ad`, to the beginning of their text.
///
/// They keep their order and stand behind those that are there already, so that a text that was mended
/// is left as it is.
enum MovesToFront {
  /// The edits for all texts of a file.
  static func edits(_ findings: [Finding], _ text: [UInt8]) -> [FileEdit] {
    Dictionary(grouping: findings.filter { $0.front != nil }, by: \.front).values
      .flatMap { edits(ofOneText: once($0), text) }
  }

  /// Two rules may find the same words.
  private static func once(_ findings: [Finding]) -> [Finding] {
    var end = 0
    return findings.sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }.filter { finding in
      defer { end = max(end, finding.bytes.upperBound) }
      return finding.bytes.lowerBound >= end
    }
  }

  private static func edits(ofOneText findings: [Finding], _ text: [UInt8]) -> [FileEdit] {
    guard let front = findings.first?.front else { return [] }
    var block = front
    var moved = findings[...]
    while let next = moved.first, isBlank(text[block..<max(block, next.bytes.lowerBound)]) {
      block = next.bytes.upperBound
      moved = moved.dropFirst()
    }
    guard !moved.isEmpty else { return [] }
    let words = moved.map(\.matched).joined(separator: " ")
    let added = FileEdit(range: block..<block, text: block == front ? words + " " : " " + words)
    return [added]
      + moved.map { FileEdit(range: withBlank($0.bytes, text, after: block), text: "") }
  }

  private static func isBlank(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.allSatisfy { $0 == 0x20 }
  }

  /// A match and one blank before it.
  private static func withBlank(_ range: Range<Int>, _ text: [UInt8], after start: Int) -> Range<
    Int
  > {
    let hasBlank = range.lowerBound > start && text[range.lowerBound - 1] == 0x20
    return range.lowerBound - (hasBlank ? 1 : 0)..<range.upperBound
  }
}
