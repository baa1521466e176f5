import Signing

@testable import Records

/// Each file of a registry is read in one spelling only; the first byte says which file it is.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSigners(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 0 else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: start, count: count).dropFirst())
  switch start[0] {
  case UInt8(ascii: "s"): signers(bytes)
  case UInt8(ascii: "r"):
    guard let roles = try? RegistryFiles.roles(bytes) else { return 0 }
    precondition(RegistryFiles.encode(roles) == bytes)
  case UInt8(ascii: "y"):
    guard let settings = try? RegistrySettings(parsing: bytes) else { return 0 }
    precondition(settings.encoded == bytes)
  default:
    guard let people = try? RegistryFiles.people(bytes, shard: "24") else { return 0 }
    precondition(RegistryFiles.encode(people) == bytes)
  }
  return 0
}

/// A line that is read is written back as it was; for one that is not, a reason is found.
private func signers(_ bytes: [UInt8]) {
  if let grants = try? RegistryFiles.signers(bytes, shard: "24") {
    precondition(RegistryFiles.encode(grants) == bytes)
  }
  let text = String(decoding: bytes, as: UTF8.self)
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    guard let grant = KeyGrant(line: line) else {
      precondition(!KeyGrant.objection(to: line).isEmpty)
      continue
    }
    precondition(grant.line == line)
    if let key = try? grant.key { precondition(key.line == grant.keyLine) }
  }
}
