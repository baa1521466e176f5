import Crypto
import Foundation

/// SHA-256 as Writ writes it: lower-case hexadecimal.
public enum Digest {
  /// The SHA-256 of some bytes, as 64 hexadecimal digits.
  public static func sha256(_ bytes: [UInt8]) -> String {
    bytes.withUnsafeBytes { hex(SHA256.hash(bufferPointer: $0)) }
  }

  /// The SHA-256 of some bytes, as 64 hexadecimal digits.
  public static func sha256(_ bytes: some Collection<UInt8>) -> String {
    let contiguous = bytes.withContiguousStorageIfAvailable {
      SHA256.hash(bufferPointer: UnsafeRawBufferPointer($0))
    }
    return hex(contiguous ?? SHA256.hash(data: Data(bytes)))
  }

  /// The SHA-256 of some bytes, as 32 bytes.
  public static func bytes(_ bytes: some Collection<UInt8>) -> [UInt8] {
    let contiguous = bytes.withContiguousStorageIfAvailable {
      SHA256.hash(bufferPointer: UnsafeRawBufferPointer($0))
    }
    return [UInt8](contiguous ?? SHA256.hash(data: Data(bytes)))
  }

  /// The SHA-256 of a text's UTF-8 bytes, as 64 hexadecimal digits.
  public static func sha256(_ text: String) -> String { sha256(Array(text.utf8)) }

  /// The HMAC-SHA256 of a text's UTF-8 bytes (RFC 2104), as 64 hexadecimal digits.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - key: the key's bytes as hexadecimal digits; what is no digit counts for nothing.
  /// - Returns: 64 hexadecimal digits.
  public static func hmac(_ text: String, hexadecimalKey key: String) -> String {
    let digits = key.compactMap(\.hexDigitValue)
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).map {
      UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
    return hex(
      HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: bytes))
    )
  }

  private static func hex(_ digest: some ContiguousBytes) -> String {
    let digits: StaticString = "0123456789abcdef"
    return digest.withUnsafeBytes { bytes in
      String(unsafeUninitializedCapacity: 2 * bytes.count) { out in
        for (place, byte) in bytes.enumerated() {
          out[2 * place] = digits.utf8Start[Int(byte >> 4)]
          out[2 * place + 1] = digits.utf8Start[Int(byte & 15)]
        }
        return 2 * bytes.count
      }
    }
  }
}

extension SHA256 {
  fileprivate static func hash(bufferPointer: UnsafeRawBufferPointer) -> SHA256Digest {
    var hasher = SHA256()
    hasher.update(bufferPointer: bufferPointer)
    return hasher.finalize()
  }
}
