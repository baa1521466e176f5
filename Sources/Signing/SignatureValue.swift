/// The innermost part of an SSH signature: the algorithm's own bytes.
enum SignatureValue: Equatable, Sendable {
  /// Ed25519: 64 bytes.
  case edwards([UInt8])
  /// ECDSA: r and s, without sign bytes.
  case ellipticCurve(type: String, r: [UInt8], s: [UInt8])
  /// RSA PKCS #1 v1.5 over SHA-256 or SHA-512 (RFC 8332).
  case rsa(type: String, [UInt8])
  /// A security key's assertion: the inner value, its flags and its counter.
  indirect case securityKey(SignatureValue, type: String, flags: UInt8, counter: UInt32)
  /// A passkey's assertion, made in a browser.
  indirect case passkey(PasskeyAssertion)

  init(_ blob: ArraySlice<UInt8>, for kind: PublicKey.Kind) throws(SigningError) {
    var reader = WireReader(blob)
    let type = try reader.text("the signature type")
    switch kind {
    case .ed25519, .ecdsa256, .ecdsa384, .ecdsa521:
      guard type == kind.rawValue else { throw SignatureValue.mismatch(type, kind) }
      self = try SignatureValue.plain(type, kind, reader.string("the signature bytes"))
    case .rsa:
      guard type == "rsa-sha2-256" || type == "rsa-sha2-512" else {
        throw .unsupported("signature type '\(type)'")
      }
      self = .rsa(type: type, try reader.string("the signature bytes"))
    case .securityKeyECDSA where type == PasskeyAssertion.type:
      self = .passkey(try PasskeyAssertion(&reader))
    case .securityKeyEd25519, .securityKeyECDSA:
      guard type == kind.rawValue else { throw SignatureValue.mismatch(type, kind) }
      let inner = try SignatureValue.plain(type, kind, reader.string("the signature bytes"))
      let flags = try reader.byte("the flags")
      let counter = try reader.integer("the counter")
      self = .securityKey(inner, type: type, flags: flags, counter: counter)
    }
    try reader.finish("the signature bytes")
  }

  private static func plain(
    _ type: String,
    _ kind: PublicKey.Kind,
    _ bytes: [UInt8]
  ) throws(SigningError) -> SignatureValue {
    guard kind == .ed25519 || kind == .securityKeyEd25519 else {
      return try ellipticCurve(type, bytes)
    }
    guard bytes.count == 64 else { throw .malformed("an Ed25519 signature has 64 bytes") }
    return .edwards(bytes)
  }

  static func ellipticCurve(_ type: String, _ bytes: [UInt8]) throws(SigningError) -> SignatureValue
  {
    var reader = WireReader(bytes)
    let r = try reader.positiveInteger("r")
    let s = try reader.positiveInteger("s")
    try reader.finish("s")
    return .ellipticCurve(type: type, r: r, s: s)
  }

  private static func mismatch(_ type: String, _ kind: PublicKey.Kind) -> SigningError {
    .unsupported("signature type '\(type)' of a key of type '\(kind.rawValue)'")
  }

  var blob: [UInt8] {
    WireWriter.writing { writer in
      switch self {
      case .edwards, .ellipticCurve:
        writer.append(string: type)
        writer.append(string: inner)
      case .rsa(let type, let bytes):
        writer.append(string: type)
        writer.append(string: bytes)
      case .securityKey(let value, let type, let flags, let counter):
        writer.append(string: type)
        writer.append(string: value.inner)
        writer.append(raw: [flags])
        writer.append(integer: counter)
      case .passkey(let assertion): writer.append(raw: assertion.blob)
      }
    }
  }

  private var type: String {
    switch self {
    case .edwards: PublicKey.Kind.ed25519.rawValue
    case .ellipticCurve(let type, _, _), .rsa(let type, _), .securityKey(_, let type, _, _): type
    case .passkey: PasskeyAssertion.type
    }
  }

  var inner: [UInt8] {
    switch self {
    case .edwards(let bytes), .rsa(_, let bytes): bytes
    case .securityKey(let value, _, _, _): value.inner
    case .passkey(let assertion): assertion.value.inner
    case .ellipticCurve(_, let r, let s):
      WireWriter.writing { writer in
        writer.append(string: SignatureValue.signed(r))
        writer.append(string: SignatureValue.signed(s))
      }
    }
  }

  private static func signed(_ number: [UInt8]) -> [UInt8] {
    number.first.map { $0 >= 0x80 } ?? false ? [0] + number : number
  }
}
