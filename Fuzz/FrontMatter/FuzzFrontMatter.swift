import Documents

/// Front matter is read or refused with a place inside the file, whatever stands there.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFrontMatter(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let lines = 1 + bytes.count { $0 == UInt8(ascii: "\n") }
  do throws(DocumentError) {
    let front = try FrontMatter(parsing: bytes)
    precondition((0...bytes.count).contains(front.bodyStart), "the body begins nowhere")
    precondition((1...(lines + 1)).contains(front.bodyLine), "the body's line is nowhere")
  } catch {
    guard let place = error.position else { return 0 }
    precondition(place.column >= 1 && (1...(lines + 1)).contains(place.line), "\(error)")
  }
  return 0
}
