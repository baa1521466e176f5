/// Reads the client data that a browser wrote for a signature (Web Authentication, section 5.8.1).
///
/// It begins with type, challenge and origin in this order and spelling; OpenSSH compares no more
/// than that. Here the rest must be JSON too, nothing may come twice, and a page inside another
/// site's page is refused.
struct ClientData {
  private var scanner: JSONScanner

  /// Checks that the client data is of a signature for a challenge on a page.
  static func check(
    _ bytes: [UInt8],
    challenge: [UInt8],
    origin: String
  ) throws(SigningError) {
    let start =
      "{\"type\":\"webauthn.get\",\"challenge\":\"\(Base64.url(challenge))\",\"origin\":\"\(origin)\""
    guard bytes.starts(with: start.utf8) else { throw .bad }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw .malformed("the client data is not UTF-8")
    }
    var rest = ClientData(scanner: JSONScanner(bytes.dropFirst(start.utf8.count)))
    try rest.checkMembers()
  }

  private mutating func checkMembers() throws(SigningError) {
    var names: Set = ["type", "challenge", "origin"]
    while scanner.skip(",") {
      guard let name = scanner.string(), scanner.skip(":"), let value = scanner.value(depth: 8)
      else { throw .malformed("the client data is not JSON") }
      guard !name.contains("\\"), names.insert(name).inserted else {
        throw .malformed("the client data names something twice, or in an odd way")
      }
      guard name != "topOrigin", name != "crossOrigin" || value == "false" else {
        throw .unsupported("a passkey used in a page inside another site's page")
      }
    }
    guard scanner.skip("}"), scanner.isAtEnd else {
      throw .malformed("the client data is not JSON")
    }
  }
}
