/// A detached SSH signature (OpenSSH's PROTOCOL.sshsig), strictly read.
public struct SSHSignature: Equatable, Sendable {
  /// The hash that the signed bytes went through first.
  public enum Hash: String, Sendable {
    case sha256
    case sha512
  }

  /// Who signed, as the signature claims.
  public let key: PublicKey
  /// What the signature is for; Git's commits and tags use `git`.
  public let namespace: String
  /// The hash of the message.
  public let hash: Hash
  let value: SignatureValue

  static let magic = Array("SSHSIG".utf8)
  /// The first line of the armoured form.
  public static let begin = Array("-----BEGIN SSH SIGNATURE-----\n".utf8)
  static let end = Array("-----END SSH SIGNATURE-----\n".utf8)
  static let lineLength = 70

  /// Reads the armoured form, from `-----BEGIN` to the line end after `END SSH SIGNATURE-----`.
  ///
  /// Refused: other line lengths than `ssh-keygen`'s, trailing bytes, a `reserved` field that is
  /// not empty, other versions, and every key and signature that is not canonical. What is
  /// accepted encodes to exactly the bytes that were read.
  public init(armoured text: [UInt8]) throws(SigningError) {
    guard text.holds(SSHSignature.begin, at: 0) else {
      throw .unsupported("a signature that is not an SSH signature")
    }
    let end = text.count - SSHSignature.end.count
    guard end > SSHSignature.begin.count, text.holds(SSHSignature.end, at: end) else {
      throw .malformed("the signature has no end line, or bytes after it")
    }
    let characters = SSHSignature.characters(of: text, SSHSignature.begin.count..<end)
    try self.init(blob: Base64.decode(anySpelling: characters, "the signature"))
    guard armoured.isSame(as: text) else {
      throw .malformed("the signature's base64 or its line lengths are unusual")
    }
  }

  /// The base64 of a part of the armour; whether its lines end where they must is asked afterwards.
  private static func characters(of text: [UInt8], _ part: Range<Int>) -> [UInt8] {
    var characters: [UInt8] = []
    characters.reserveCapacity(part.count)
    var start = part.lowerBound
    while start < part.upperBound {
      let end = min(text.place(of: UInt8(ascii: "\n"), from: start) ?? text.count, part.upperBound)
      characters.append(contentsOf: text[start..<end])
      start = end + 1
    }
    return characters
  }

  /// Reads the binary form.
  public init(blob: [UInt8]) throws(SigningError) {
    var reader = WireReader(blob)
    guard try reader.take(6, "the magic word").elementsEqual(SSHSignature.magic) else {
      throw .malformed("not an SSH signature")
    }
    let version = try reader.integer("the version")
    guard version == 1 else { throw .unsupported("signature version \(version)") }
    key = try PublicKey(blob: reader.string("the key"))
    namespace = try reader.text("the namespace")
    guard try reader.slice("the reserved field").isEmpty else {
      throw .malformed("the reserved field is not empty")
    }
    let name = try reader.text("the hash name")
    guard let hash = Hash(rawValue: name) else { throw .unsupported("hash '\(name)'") }
    self.hash = hash
    value = try SignatureValue(reader.slice("the signature"), for: key.kind)
    try reader.finish("the signature")
  }

  /// The binary form.
  public var blob: [UInt8] {
    WireWriter.writing { writer in
      writer.append(raw: SSHSignature.magic)
      writer.append(integer: 1)
      writer.append(string: key.blob)
      writer.append(string: namespace)
      writer.append(string: "")
      writer.append(string: hash.rawValue)
      writer.append(string: value.blob)
    }
  }

  /// The armoured form, as `ssh-keygen -Y sign` writes it.
  public var armoured: [UInt8] { SSHSignature.armour(Base64.encode(blob)) }

  private static func armour(_ characters: [UInt8]) -> [UInt8] {
    var text = begin
    text.reserveCapacity(characters.count + characters.count / lineLength + 80)
    var start = 0
    while start < characters.count {
      let stop = min(start + lineLength, characters.count)
      text.append(contentsOf: characters[start..<stop])
      text.append(UInt8(ascii: "\n"))
      start = stop
    }
    text.append(contentsOf: end)
    return text
  }
}
