import Signing
import TestTools

/// Signs through `ssh-keygen`, as the program does.
struct KeygenSigner: Signer {
  /// Kinds of keys that `ssh-keygen` makes without a device, under names of people.
  static let kinds: [(String, [String])] = [
    ("kim-256", ["ecdsa", "-b", "256"]), ("kim-384", ["ecdsa", "-b", "384"]),
    ("kim-521", ["ecdsa", "-b", "521"]), ("kim-rsa", ["rsa", "-b", "2048"]),
    ("kim-ed25519", ["ed25519"]),
  ]

  let folder: TemporaryFolder

  init(_ options: [String]) throws {
    folder = try TemporaryFolder()
    try Program.text(
      ["ssh-keygen", "-q", "-t"] + options + ["-N", "", "-f", "key"],
      in: folder.path
    )
  }

  var publicKey: PublicKey {
    get throws {
      try PublicKey(line: String(decoding: folder.read("key.pub") ?? [], as: UTF8.self))
    }
  }

  func sign(_ message: [UInt8], namespace: String) async throws -> [UInt8] {
    try Program.run(
      ["ssh-keygen", "-Y", "sign", "-n", namespace, "-f", "key"],
      in: folder.path,
      input: message
    ).output
  }
}
