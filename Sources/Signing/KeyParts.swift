import Crypto
import CryptoExtras
import Foundation

/// A public key as the cryptographic library holds it, read once and used for every signature.
enum KeyParts: Sendable {
  case ed25519(Curve25519.Signing.PublicKey)
  case p256(P256.Signing.PublicKey)
  case p384(P384.Signing.PublicKey)
  case p521(P521.Signing.PublicKey)
  case rsa(_RSA.Signing.PublicKey, bytes: Int)
  indirect case securityKey(KeyParts, application: [UInt8])

  init(_ kind: PublicKey.Kind, _ reader: inout WireReader) throws(SigningError) {
    switch kind {
    case .ed25519: self = try .ed25519(KeyParts.edwards(&reader))
    case .ecdsa256, .ecdsa384, .ecdsa521: self = try KeyParts.ellipticCurve(kind, &reader)
    case .rsa: self = try KeyParts.modulus(&reader)
    case .securityKeyEd25519:
      let key = try KeyParts.edwards(&reader)
      self = .securityKey(.ed25519(key), application: try reader.string("the application"))
    case .securityKeyECDSA:
      let key = try KeyParts.ellipticCurve(.ecdsa256, &reader)
      self = .securityKey(key, application: try reader.string("the application"))
    }
  }

  private static func edwards(
    _ reader: inout WireReader
  ) throws(SigningError) -> Curve25519.Signing.PublicKey {
    let bytes = try reader.string("the Ed25519 key")
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else {
      throw .malformed("not an Ed25519 key")
    }
    return key
  }

  private static func ellipticCurve(
    _ kind: PublicKey.Kind,
    _ reader: inout WireReader
  ) throws(SigningError) -> KeyParts {
    let curve = try reader.text("the curve")
    guard kind.rawValue.hasSuffix(curve), curve.hasPrefix("nistp") else {
      throw .malformed("curve '\(curve)' in a key of type '\(kind.rawValue)'")
    }
    let point = try reader.string("the curve point")
    guard point.first == 0x04 else { throw .malformed("the curve point is compressed") }
    do {
      switch kind {
      case .ecdsa384: return try .p384(P384.Signing.PublicKey(x963Representation: point))
      case .ecdsa521: return try .p521(P521.Signing.PublicKey(x963Representation: point))
      default: return try .p256(P256.Signing.PublicKey(x963Representation: point))
      }
    } catch {
      throw .malformed("the point is not on curve '\(curve)'")
    }
  }

  private static func modulus(_ reader: inout WireReader) throws(SigningError) -> KeyParts {
    let exponent = try reader.positiveInteger("the RSA exponent")
    let modulus = try reader.positiveInteger("the RSA modulus")
    let bits = modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 8)
    guard bits >= 2048 else {
      throw .unsupported("RSA with \(bits) bits; at least 2048 are needed")
    }
    guard bits <= 16_384 else { throw .unsupported("RSA with \(bits) bits") }
    guard let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent) else {
      throw .malformed("not an RSA key")
    }
    return .rsa(key, bytes: modulus.count)
  }
}
