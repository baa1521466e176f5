/// The name of a language in file names and records: `de`, `pt-BR`.
public enum LanguageTag {
  /// Whether a text is two to eleven letters and dashes that begins with two letters.
  ///
  /// The form is what `Writ-Language` of a record may hold; a subset of BCP 47.
  public static func isValid(_ text: some StringProtocol) -> Bool {
    let bytes = Array(text.utf8)
    guard (2...11).contains(bytes.count), bytes.prefix(2).allSatisfy(isLetter) else { return false }
    return bytes.allSatisfy { $0 == UInt8(ascii: "-") || isLetter($0) }
  }

  /// The language in the name of a translation's file, `policy.de.md`; `nil` for another name.
  public static func ofFile(_ name: some StringProtocol) -> String? {
    guard name.hasPrefix("policy."), name.hasSuffix(".md"), name.utf8.count > 10 else { return nil }
    let tag = name.dropFirst("policy.".count).dropLast(".md".count)
    return isValid(tag) ? String(tag) : nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
