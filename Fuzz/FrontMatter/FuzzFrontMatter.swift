@testable import Documents

/// Front matter is read or refused with a place inside the file, whatever stands there; what is read
/// without libYAML is what libYAML reads.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFrontMatter(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let lines = 1 + bytes.count { $0 == UInt8(ascii: "\n") }
  compareReaders(String(decoding: bytes, as: UTF8.self))
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

private func compareReaders(_ text: String) {
  var plain = PlainYAML(text, startingAtLine: 1)
  guard let value = plain.document() else { return }
  let source = YAMLSource(text, startingAtLine: 1)
  do throws(DocumentError) {
    try YAMLGuard.check(source)
    let parsed = try YAML.compose(source).map { node throws(DocumentError) in
      try source.value(of: node)
    }
    precondition(parsed == value, "two readers differ")
  } catch {
    preconditionFailure("read, but the parser refuses it: \(error)")
  }
}
