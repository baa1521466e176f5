import Signing

/// What is read as an SSH signature encodes to the bytes that were read, and judging it never ends
/// the process.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSignatures(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if let signature = try? SSHSignature(armoured: bytes) {
    precondition(signature.armoured == bytes, "the armour is not canonical")
    judge(signature)
  }
  if let signature = try? SSHSignature(blob: bytes) {
    precondition(signature.blob == bytes, "the signature is not canonical")
    precondition((try? SSHSignature(armoured: signature.armoured)) == signature)
    judge(signature)
  }
  if let key = try? PublicKey(blob: bytes) {
    precondition((try? PublicKey(line: key.line)) == key, "the key is not canonical")
  }
  return 0
}

private let passkeys = try? PasskeyRules(
  domains: ["localhost"],
  origins: ["http://localhost:8765"],
  needsVerification: false
)

/// Nobody can make a good signature of this message by chance.
private func judge(_ signature: SSHSignature) {
  let message = Array("a message that no corpus has".utf8)
  let isGood = (try? signature.verify(message, namespace: "git", passkeys: passkeys)) != nil
  precondition(!isGood, "a signature of something else was accepted")
}
