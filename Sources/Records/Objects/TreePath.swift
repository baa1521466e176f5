/// The paths that may stand in a policy repository.
public enum TreePath {
  /// Whether a path is made of `[A-Za-z0-9._/-]`, is relative, and never steps up or hides.
  public static func isAllowed(_ path: String) -> Bool {
    path.withBytes { path in
      guard (1...400).contains(path.count) else { return false }
      var start = 0
      for (place, byte) in path.enumerated() where byte == UInt8(ascii: "/") {
        guard isAllowedPart(path[start..<place]) else { return false }
        start = place + 1
      }
      return isAllowedPart(path[start...])
    }
  }

  private static func isAllowedPart(_ part: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = part.first, first != UInt8(ascii: "-"), part.allSatisfy(isAllowed) else {
      return false
    }
    guard first == UInt8(ascii: ".") else { return true }
    return ![".", "..", ".git"].contains(String(decoding: part, as: UTF8.self).lowercased())
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
