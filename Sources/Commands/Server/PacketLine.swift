import Foundation

/// Git's pkt-line framing, as `proc-receive` speaks it (gitprotocol-common(5)).
///
/// Four hexadecimal digits give the length of the packet, themselves included; `0000` is a flush.
struct PacketLine {
  /// The longest packet that Git writes, its four digits included.
  static let limit = 65_520

  let input: FileHandle
  let output: FileHandle

  /// The packets up to the next flush, each without its line end.
  ///
  /// - Throws: a `Failure` for anything that is no pkt-line.
  func section() throws -> [String] {
    var packets: [String] = []
    while let packet = try next() { packets.append(packet) }
    return packets
  }

  /// Writes one packet.
  func write(_ text: String) throws {
    let digits = String(text.utf8.count + 4, radix: 16)
    let length = String(repeating: "0", count: 4 - digits.count) + digits
    try output.write(contentsOf: Data((length + text).utf8))
  }

  /// Ends a section.
  func flush() throws { try output.write(contentsOf: Data("0000".utf8)) }

  private func next() throws -> String? {
    let digits = String(decoding: try bytes(4), as: UTF8.self)
    guard let length = Int(digits, radix: 16), length <= PacketLine.limit else { throw broken }
    guard length > 0 else { return nil }
    guard length >= 4 else { throw broken }
    let text = String(decoding: try bytes(length - 4), as: UTF8.self)
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  private func bytes(_ count: Int) throws -> Data {
    var data = Data()
    while data.count < count {
      guard let more = try input.read(upToCount: count - data.count), !more.isEmpty else {
        throw broken
      }
      data += more
    }
    return data
  }

  private var broken: Failure {
    Failure("Git and this hook do not understand each other", hint: "git --version")
  }
}
