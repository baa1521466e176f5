import Crypto
import Foundation

/// SSH's wire format (RFC 4251, section 5) and the armour of signatures, for making test input.
public enum Wire {
  /// A big-endian 32-bit number.
  public static func integer(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  /// A counted string.
  public static func string(_ bytes: [UInt8]) -> [UInt8] { integer(UInt32(bytes.count)) + bytes }

  /// A counted string.
  public static func string(_ text: String) -> [UInt8] { string(Array(text.utf8)) }

  /// A positive number in its shortest form.
  public static func number(_ bytes: [UInt8]) -> [UInt8] {
    let short = Array(bytes.drop { $0 == 0 })
    return string((short.first ?? 0) >= 0x80 ? [0] + short : short)
  }

  /// The message's hash under SSH's name for it; SHA-1 and others stand for themselves.
  public static func digest(_ message: [UInt8], _ hash: String) -> [UInt8] {
    switch hash {
    case "sha256": [UInt8](SHA256.hash(data: Data(message)))
    case "sha384": [UInt8](SHA384.hash(data: Data(message)))
    case "sha512": [UInt8](SHA512.hash(data: Data(message)))
    default: [UInt8](Insecure.SHA1.hash(data: Data(message)))
    }
  }

  /// The armoured form of a signature, with lines of a width.
  public static func armour(_ blob: [UInt8], width: Int = 70) -> [UInt8] {
    let characters = Array(Data(blob).base64EncodedString())
    let lines = stride(from: 0, to: characters.count, by: width).map {
      String(characters[$0..<min($0 + width, characters.count)]) + "\n"
    }
    let text = "-----BEGIN SSH SIGNATURE-----\n\(lines.joined())-----END SSH SIGNATURE-----\n"
    return Array(text.utf8)
  }
}
