/// The YAML block that a Markdown or text file may begin with, between two lines `---`.
public struct FrontMatter: Sendable {
  /// What the block says; empty when there is none.
  public var yaml: YAMLMap

  /// Whether the file has a block at all.
  public var isPresent: Bool

  /// The byte offset at which the text after the block begins.
  public var bodyStart: Int

  /// The line, from 1, at which the text after the block begins.
  public var bodyLine: Int

  /// Reads the front matter of a file that must be UTF-8 without NUL bytes.
  ///
  /// A byte order mark at the start is skipped. The block is there only if the first line is exactly
  /// `---`, and it must end at another such line.
  public init(parsing bytes: [UInt8]) throws(DocumentError) {
    _ = try UTF8Text.decode(bytes)
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let first = Self.fence(at: start, in: bytes) else {
      self.init(yaml: YAMLMap([], at: Position(line: 1, column: 1)), bodyStart: start, bodyLine: 1)
      return
    }
    let (block, body, line) = try Self.block(from: first, in: bytes)
    let text = String(decoding: bytes[block], as: UTF8.self)
    let value = try YAML.parse(text, startingAtLine: 2)
    self.init(yaml: try value.map("the front matter"), bodyStart: body, bodyLine: line)
    isPresent = true
  }

  private init(yaml: YAMLMap, bodyStart: Int, bodyLine: Int) {
    self.yaml = yaml
    self.isPresent = false
    self.bodyStart = bodyStart
    self.bodyLine = bodyLine
  }

  /// The block's bytes, the offset after its closing fence, and that line's number.
  private static func block(
    from start: Int,
    in bytes: [UInt8]
  ) throws(DocumentError) -> (Range<Int>, body: Int, line: Int) {
    var (offset, line) = (start, 2)
    while offset < bytes.count {
      if let after = fence(at: offset, in: bytes) { return (start..<offset, after, line + 1) }
      offset = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
      line += 1
    }
    throw DocumentError(
      "the front matter that begins here has no end; close it with a line '---'",
      at: Position(line: 1, column: 1)
    )
  }

  /// The offset after a line that is exactly `---`, if one begins here.
  private static func fence(at offset: Int, in bytes: [UInt8]) -> Int? {
    let dash = UInt8(ascii: "-")
    guard bytes[offset...].starts(with: [dash, dash, dash]) else { return nil }
    let rest = bytes[(offset + 3)...]
    if rest.isEmpty { return bytes.count }
    if rest.starts(with: [0x0A]) { return offset + 4 }
    return rest.starts(with: [0x0D, 0x0A]) ? offset + 5 : nil
  }
}
