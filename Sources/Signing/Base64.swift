import Foundation

/// Base64 in its one canonical form: standard alphabet, padded, no white space, no stray bits.
enum Base64 {
  static func decode(_ text: some Collection<UInt8>, _ what: String) throws(SigningError) -> [UInt8]
  {
    let bytes = try decode(anySpelling: text, what)
    guard encode(bytes).elementsEqual(text) else {
      throw .malformed("\(what) is not canonical base64")
    }
    return bytes
  }

  /// As `decode`, for whoever compares the spelling with the canonical one.
  static func decode(
    anySpelling text: some Collection<UInt8>,
    _ what: String
  ) throws(SigningError) -> [UInt8] {
    try decode(anySpelling: Array(text), what)
  }

  /// As above, of an array, which is not copied.
  static func decode(anySpelling text: [UInt8], _ what: String) throws(SigningError) -> [UInt8] {
    guard let data = onLoan(text, { Data(base64Encoded: $0) }) else {
      throw .malformed("\(what) is not base64")
    }
    return [UInt8](data)
  }

  /// Lends an array to what takes only `Data`, for the time of one call.
  private static func onLoan<Answer>(_ bytes: [UInt8], _ body: (Data) -> Answer) -> Answer {
    bytes.withUnsafeBytes { buffer in
      guard let start = UnsafeMutableRawPointer(mutating: buffer.baseAddress) else {
        return body(Data())
      }
      return body(Data(bytesNoCopy: start, count: buffer.count, deallocator: .none))
    }
  }

  /// The form for URLs, without padding (RFC 4648, section 5).
  static func url(_ bytes: [UInt8]) -> String {
    String(decoding: encode(bytes), as: UTF8.self).replacing("+", with: "-")
      .replacing("/", with: "_").replacing("=", with: "")
  }

  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    onLoan(bytes) { [UInt8]($0.base64EncodedData()) }
  }
}
