import Foundation
import Signing
import TestTools
import Testing

/// A key that `ssh-keygen` made, and its way to sign and to verify.
struct MadeKey: Sendable, CustomTestStringConvertible {
  var name: String
  private let folder: TemporaryFolder

  var testDescription: String { name }
  var publicLine: String { String(decoding: folder.read("key.pub") ?? [], as: UTF8.self) }

  func sign(_ message: String, namespace: String = "git") throws -> [UInt8] {
    let outcome = try Program.run(
      ["ssh-keygen", "-Y", "sign", "-n", namespace, "-f", "key"],
      in: folder.path,
      input: Array(message.utf8)
    )
    return outcome.output
  }

  /// Every kind of key that `ssh-keygen` makes without a device and Writ accepts.
  static let accepted: [MadeKey] = kinds([
    ["ed25519"], ["ecdsa", "-b", "256"], ["ecdsa", "-b", "384"], ["ecdsa", "-b", "521"],
    ["rsa", "-b", "2048"], ["rsa", "-b", "3072"],
  ])

  /// Kinds that `ssh-keygen` still makes and Writ refuses.
  static let weak: [MadeKey] = kinds([["rsa", "-b", "1024"], ["rsa", "-b", "1536"]])

  private static func kinds(_ all: [[String]]) -> [MadeKey] {
    all.compactMap { options in
      try? MadeKey(options.joined(separator: " "), options)
    }
  }

  private init(_ name: String, _ options: [String]) throws {
    self.name = name
    folder = try TemporaryFolder()
    let words = ["ssh-keygen", "-q", "-t"] + options + ["-N", "", "-C", "test", "-f", "key"]
    try Program.text(words, in: folder.path)
  }
}

/// The judgement of stock OpenSSH.
enum StockVerifier {
  /// Whether `ssh-keygen -Y verify` accepts a signature by exactly this key.
  static func accepts(
    _ armoured: [UInt8],
    of message: [UInt8],
    by keyLine: String,
    namespace: String = "git"
  ) throws -> Bool {
    let folder = try TemporaryFolder()
    try folder.write("signers", "someone namespaces=\"\(namespace)\" \(keyLine)\n")
    try folder.write("signature", armoured)
    return try Program.run(
      [
        "ssh-keygen", "-Y", "verify", "-f", "signers", "-I", "someone", "-n", namespace,
        "-s", "signature",
      ],
      in: folder.path,
      input: message
    ).isGood
  }
}
