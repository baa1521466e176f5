import Crypto
import Foundation

/// An SSH public key of a kind that Writ accepts, with its exact wire bytes.
///
/// The layouts are those of RFC 4253 (RSA), RFC 5656 (ECDSA), RFC 8709 (Ed25519) and OpenSSH's
/// PROTOCOL.u2f (security keys). RSA has at least 2048 bits.
public struct PublicKey: Hashable, Sendable {
  /// The kinds of key that are accepted.
  public enum Kind: String, CaseIterable, Sendable {
    case ed25519 = "ssh-ed25519"
    case ecdsa256 = "ecdsa-sha2-nistp256"
    case ecdsa384 = "ecdsa-sha2-nistp384"
    case ecdsa521 = "ecdsa-sha2-nistp521"
    case rsa = "ssh-rsa"
    case securityKeyEd25519 = "sk-ssh-ed25519@openssh.com"
    case securityKeyECDSA = "sk-ecdsa-sha2-nistp256@openssh.com"
  }

  /// What kind it is.
  public let kind: Kind
  /// The key in SSH's wire format.
  public let blob: [UInt8]
  let parts: KeyParts

  /// Reads a key from its wire format; anything but the canonical form is refused.
  public init(blob: [UInt8]) throws(SigningError) {
    var reader = WireReader(blob)
    let name = try reader.text("the key type")
    guard let kind = Kind(rawValue: name) else { throw .unsupported("key type '\(name)'") }
    parts = try KeyParts(kind, &reader)
    try reader.finish("the key")
    self.kind = kind
    self.blob = blob
  }

  /// Reads a line such as `ssh-ed25519 AAAA… comment`, as in a `.pub` file.
  public init(line: some StringProtocol) throws(SigningError) {
    let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0.isNewline })
    guard words.count >= 2 else { throw .malformed("a key line is '<type> <base64> [comment]'") }
    try self.init(blob: Base64.decode(Array(words[1].utf8), "the key"))
    guard kind.rawValue == words[0] else { throw .malformed("the key is not a '\(words[0])'") }
  }

  /// Reads exactly what `line` writes; anything else is refused.
  public init(canonicalLine line: String) throws(SigningError) {
    let words = line.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard words.count == 2 else { throw .malformed("a key line is '<type> <base64>'") }
    try self.init(blob: Base64.decode(Array(words[1]), "the key"))
    guard kind.rawValue.utf8.elementsEqual(words[0]) else {
      throw .malformed("the key is not a '\(Substring(words[0]))'")
    }
  }

  /// `ssh-ed25519 AAAA…`, without a comment.
  public var line: String {
    kind.rawValue + " " + String(decoding: Base64.encode(blob), as: UTF8.self)
  }

  /// `SHA256:…`, as OpenSSH prints it.
  public var fingerprint: String {
    let digest = Base64.encode([UInt8](SHA256.hash(data: blob)))
    return "SHA256:" + String(decoding: digest, as: UTF8.self).trimmingSuffix("=")
  }

  /// Compares the wire bytes.
  public static func == (left: PublicKey, right: PublicKey) -> Bool { left.blob == right.blob }

  /// Hashes the wire bytes.
  public func hash(into hasher: inout Hasher) { hasher.combine(blob) }
}

extension String {
  fileprivate func trimmingSuffix(_ character: Character) -> String {
    var text = self[...]
    while text.last == character { text.removeLast() }
    return String(text)
  }
}
