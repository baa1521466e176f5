import Signing

@testable import Records

/// What is read as a record, commit or tag encodes to the bytes that were read.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRecords(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if let record = try? Record(parsing: bytes) {
    precondition(record.encoded == bytes, "the record is not canonical")
    readStatement(record)
  }
  if let commit = try? SignedCommit(parsing: bytes) {
    precondition(commit.encoded == bytes, "the commit is not canonical")
    _ = try? Record(parsing: commit.message)
  }
  if let (tag, signature) = try? PolicyTag.parse(bytes) {
    precondition(tag.payload + signature.armoured == bytes, "the tag is not canonical")
  }
  return 0
}

/// Reads what the record says; its kinds refuse more than their fields do.
private func readStatement(_ record: Record) {
  switch record.format {
  case .acknowledgement: _ = try? Acknowledgement(record)
  case .review: _ = try? Review(record)
  case .publish: _ = try? Publication(record)
  case .merge: _ = try? Merge(record)
  case .registry: _ = try? RegistryChange(record)
  case .enrolment: _ = try? Enrolment(record)
  case .vouch: _ = try? Vouch(record)
  case .steering: _ = try? Steering(record)
  default: return
  }
}
