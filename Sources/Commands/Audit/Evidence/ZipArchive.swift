/// A ZIP archive of files as they are, without compression, the same bytes each time
/// (PKWARE's APPNOTE 6.3, §4.3.7, §4.3.12 and §4.3.16).
struct ZipArchive {
  /// The archive's bytes.
  let bytes: [UInt8]

  /// Makes an archive; the files lie in one folder, in the order of their names.
  ///
  /// - Parameters:
  ///   - folder: the folder's name.
  ///   - files: the files by path.
  /// - Throws: a `Failure` for more files or bytes than the format counts: 65,534 and 4 GiB.
  init(folder: String, _ files: [String: [UInt8]]) throws {
    let names = files.keys.reduce(0) { $0 + 2 * ("\(folder)/\($1)".utf8.count + 46) }
    let size = files.values.reduce(names) { $0 + $1.count }
    guard files.count < Int(UInt16.max), size < Int(UInt32.max) - 64 else {
      throw Failure(
        "the pack would have \(files.count) files and \(size) bytes, more than a ZIP archive holds",
        hint: "writ evidence --person ID",
        status: .couldNotRun
      )
    }
    var (body, list): ([UInt8], [UInt8]) = ([], [])
    for (path, content) in files.sorted(by: { $0.key < $1.key }) {
      let name = Array("\(folder)/\(path)".utf8)
      let common = ZipArchive.common(content, name)
      let isProgram: UInt32 = path.hasSuffix(".sh") ? 0o100755 : 0o100644
      // Made on Unix, so that the permissions count; no comment, disk 0, no inner attributes.
      list += ZipArchive.number(0x0201_4B50, 4) + ZipArchive.number(0x031E, 2) + common
      list += ZipArchive.number(0, 6) + ZipArchive.number(isProgram << 16, 4)
      list += ZipArchive.number(UInt32(body.count), 4) + name
      body += ZipArchive.number(0x0403_4B50, 4) + common + name + content
    }
    let count = UInt32(files.count)
    let end =
      ZipArchive.number(0x0605_4B50, 4) + ZipArchive.number(0, 4) + ZipArchive.number(count, 2)
      + ZipArchive.number(count, 2) + ZipArchive.number(UInt32(list.count), 4)
      + ZipArchive.number(UInt32(body.count), 4) + ZipArchive.number(0, 2)
    bytes = body + list + end
  }

  /// What a file's own header and its entry in the list have in common: version 2.0, UTF-8 names,
  /// stored, 1 January 1980, checksum, both sizes, the name's length, no extra field.
  private static func common(_ content: [UInt8], _ name: [UInt8]) -> [UInt8] {
    let size = number(UInt32(content.count), 4)
    return number(20, 2) + number(0x0800, 2) + number(0, 2) + number(0, 2) + number(0x21, 2)
      + number(checksum(content), 4) + size + size + number(UInt32(name.count), 2) + number(0, 2)
  }

  private static func number(_ value: UInt32, _ width: Int) -> [UInt8] {
    (0..<width).map { $0 < 4 ? UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) : 0 }
  }

  /// CRC-32 as ZIP has it (polynomial 0xEDB88320).
  private static func checksum(_ content: [UInt8]) -> UInt32 {
    ~content.reduce(~0) { sum, byte in
      table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ (sum >> 8)
    }
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
    }
  }
}
