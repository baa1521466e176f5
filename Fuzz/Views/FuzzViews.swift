@testable import Linting

/// Each reading of a text is text, and each of its bytes leads back to the file, in order.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzViews(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  let bytes = Array(text.utf8)
  let light = LightView.of(Field(.body, bytes, at: 0))
  for view in [light, StrictView.of(light)].compactMap(\.self) {
    precondition(String(validating: view.text, as: UTF8.self) != nil, "a reading is not UTF-8")
    var last = 0
    for index in view.text.indices {
      let range = view.fileRange(index..<index + 1)
      precondition(range.lowerBound >= last, "a reading goes backwards")
      precondition(range.upperBound <= bytes.count, "a reading goes on behind the file")
      last = range.lowerBound
    }
  }
  return 0
}
