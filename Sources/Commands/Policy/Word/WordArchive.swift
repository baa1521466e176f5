import Foundation

/// What a Word file, which is a ZIP archive, says about its parts; nothing is unpacked.
///
/// The list at the archive's end is read as PKWARE's APPNOTE 6.3, §4.3.12 and §4.3.16 have it.
struct WordArchive {
  /// The names of its parts.
  private(set) var names: [String] = []
  /// The bytes that its parts say they unpack to.
  private(set) var unpackedSize = 0

  private static let entryLimit = 5000
  /// No policy unpacks to more.
  private static let sizeLimit = 64 << 20

  /// Reads the list of parts.
  ///
  /// - Throws: a `Failure` for an archive that is damaged, no Word file, or one that would unpack to
  ///   far more than a policy.
  init(_ bytes: [UInt8], named name: String) throws {
    guard let end = WordArchive.end(of: bytes) else { throw WordArchive.damaged(name) }
    let (count, start) = (bytes.number(at: end + 10, 2), bytes.number(at: end + 16, 4))
    guard count <= WordArchive.entryLimit else { throw WordArchive.tooLarge(name) }
    var offset = start
    for _ in 0..<count {
      guard bytes.number(at: offset, 4) == 0x0201_4B50 else { throw WordArchive.damaged(name) }
      unpackedSize += bytes.number(at: offset + 24, 4)
      let length = bytes.number(at: offset + 28, 2)
      guard offset + 46 + length <= bytes.count else { throw WordArchive.damaged(name) }
      names.append(String(decoding: bytes[(offset + 46)..<(offset + 46 + length)], as: UTF8.self))
      offset += 46 + length + bytes.number(at: offset + 30, 2) + bytes.number(at: offset + 32, 2)
    }
    guard unpackedSize <= WordArchive.sizeLimit else { throw WordArchive.tooLarge(name) }
    guard names.contains(where: { $0.hasPrefix("word/") }) else {
      throw Failure(
        "'\(name.safe)' is no Word file",
        cause: "it is an archive without a Word text in it",
        hint: "open it where it was made, save it as .docx, and try again"
      )
    }
  }

  /// Whether the pages have a header or footer, which pandoc does not read.
  var hasHeaders: Bool {
    names.contains { $0.hasPrefix("word/header") || $0.hasPrefix("word/footer") }
  }

  /// Where the end record begins: within the last 64 KiB, where a comment may follow it.
  private static func end(of bytes: [UInt8]) -> Int? {
    guard bytes.count >= 22 else { return nil }
    let last = bytes.count - 22
    return (max(0, last - 65_535)...last).reversed().first {
      bytes.number(at: $0, 4) == 0x0605_4B50
    }
  }

  private static func damaged(_ name: String) -> Failure {
    Failure(
      "'\(name.safe)' is damaged, or not all of it is here",
      hint: "open it in Word or LibreOffice and save it once more as .docx"
    )
  }

  private static func tooLarge(_ name: String) -> Failure {
    Failure(
      "'\(name.safe)' would unpack to far more than a policy",
      hint: "open it in Word, take out pictures and attachments, and save it as .docx"
    )
  }
}

extension [UInt8] {
  /// A number of a few bytes, the lowest first; 0 past the end.
  fileprivate func number(at offset: Int, _ width: Int) -> Int {
    guard offset >= 0, offset + width <= count else { return 0 }
    return (0..<width).reversed().reduce(0) { $0 << 8 | Int(self[offset + $1]) }
  }
}
