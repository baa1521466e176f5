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
    guard let data = Data(base64Encoded: Data(text)) else {
      throw .malformed("\(what) is not base64")
    }
    return [UInt8](data)
  }

  /// The form for URLs, without padding (RFC 4648, section 5).
  static func url(_ bytes: [UInt8]) -> String {
    String(decoding: encode(bytes), as: UTF8.self).replacing("+", with: "-")
      .replacing("/", with: "_").replacing("=", with: "")
  }

  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8](Data(bytes).base64EncodedData())
  }
}
