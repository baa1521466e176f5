/// An opaque id of a person, such as `p-0123` or `alice`; never a name or an address.
///
/// `[a-z0-9][a-z0-9-]{0,40}`, the last character alphanumeric.
public struct PersonID: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The id as text.
  public let description: String

  /// Reads an id; `nil` if the text is none.
  public init?(_ text: String) {
    guard Identifier.isValid(text) else { return nil }
    description = text
  }

  /// Reads an id; `nil` if the text is none.
  public init?(_ text: some StringProtocol) {
    guard Identifier.isValid(text) else { return nil }
    description = String(text)
  }

  /// Orders by the text's bytes.
  public static func < (left: PersonID, right: PersonID) -> Bool {
    left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
  }

  /// `<id> <<id>@writ.invalid>`: how the person appears in a commit.
  public var signature: String { "\(description) <\(description)@writ.invalid>" }
}

/// The grammar that ids of people, policies, roles, groups and proposals share.
public enum Identifier {
  /// Whether a text is `[a-z0-9][a-z0-9-]{0,40}` with an alphanumeric end.
  public static func isValid(_ text: String) -> Bool {
    var text = text
    return text.withUTF8(isValid(bytes:))
  }

  /// Whether a text is `[a-z0-9][a-z0-9-]{0,40}` with an alphanumeric end.
  public static func isValid(_ text: some StringProtocol) -> Bool {
    // Asked for each line of a registry: the bytes of a text of any kind are slow to go through.
    text.utf8.withContiguousStorageIfAvailable(isValid(bytes:))
      ?? ContiguousArray(text.utf8).withUnsafeBufferPointer(isValid(bytes:))
  }

  private static func isValid(bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard (1...41).contains(bytes.count), let first = bytes.first, first != dash else {
      return false
    }
    var last = first
    for byte in bytes {
      guard isAlphanumeric(byte) || byte == dash else { return false }
      last = byte
    }
    return last != dash
  }

  /// Makes an id out of words: "Say what you measured" becomes `say-what-you-measured`.
  ///
  /// `nil` if nothing usable is left.
  public static func make(from words: String) -> String? {
    let parts = words.lowercased().split { character in
      character.utf8.count != 1 || !character.utf8.allSatisfy(isAlphanumeric)
    }
    var id = ""
    for part in parts.prefix(6) where id.count + part.count < 40 {
      id += id.isEmpty ? String(part) : "-" + part
    }
    return isValid(id) ? id : nil
  }

  private static let dash = UInt8(ascii: "-")

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
