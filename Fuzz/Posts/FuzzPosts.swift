import Documents

@testable import Linting

/// A draft of any form is read, or refused with a place inside the file; every text of it leads back to
/// bytes of the file.
///
/// The first byte chooses the form: Markdown, `.tweet` or JSON.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPosts(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  let bytes = Array(input.dropFirst())
  let name = ["a.md", "a.tweet", "a.json"][Int(input.first ?? 0) % 3]
  let lines = 1 + bytes.count { $0 == UInt8(ascii: "\n") }
  do throws(DocumentError) {
    let post = try Post(path: name, bytes: bytes)
    for field in post.fields {
      let range = field.fileRange(0..<field.text.count)
      precondition(range.upperBound <= bytes.count, "a text goes on behind the file")
      precondition(String(validating: field.text, as: UTF8.self) != nil, "a text is not UTF-8")
    }
  } catch {
    guard let place = error.position else { return 0 }
    precondition(place.column >= 1 && (1...(lines + 1)).contains(place.line), "\(error)")
  }
  return 0
}
