import Documents

/// What a translated clause says about the authoritative clause it was made from.
///
/// It is the beginning of the SHA-256 of that clause's words, so a clause is out of date exactly
/// when the words of the authoritative one are others; dates and versions do not come into it. As
/// in a redline, line breaks, list marks and emphasis are no words. 64 bits, so that nobody can
/// look for another wording that has the same mark.
public struct ClauseMark: Hashable, Sendable, CustomStringConvertible {
  /// SHA-256 of a text's UTF-8, in hex; passed in, for this part knows no cryptography.
  public typealias Digest = @Sendable (String) -> String

  /// The number of hexadecimal digits.
  static let length = 16

  /// The mark as it is written in a heading: `{#SM-3 of=1f0e8c7a9b2d4e6f}`.
  public let description: String

  /// The mark of a clause as it is now.
  public init(_ clause: Clause, _ digest: Digest) {
    description = String(digest(clause.words.joined(separator: " ")).prefix(ClauseMark.length))
  }

  init(
    _ text: some StringProtocol,
    of what: String,
    at place: Position
  ) throws(DocumentError) {
    let digits = "0123456789abcdef"
    guard text.count == ClauseMark.length, text.allSatisfy(digits.contains) else {
      throw DocumentError(
        "the mark of \(what) is not one that 'writ policy translated' writes",
        at: place
      )
    }
    description = String(text)
  }
}
