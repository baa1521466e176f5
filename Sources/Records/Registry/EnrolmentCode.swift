import Signing

/// A one-time code that a registrar hands to one person, who proves with it that they are the one.
///
/// 130 random bits in Crockford's base 32 (no I, L, O, U), in groups of five or six. What is kept
/// of it is its SHA-256.
public struct EnrolmentCode: Equatable, Sendable {
  private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
  private static let length = 26

  private let text: String

  /// Makes a code from random numbers.
  public init(using generator: inout some RandomNumberGenerator) {
    text = String(
      (0..<EnrolmentCode.length).map { _ in
        EnrolmentCode.digits[Int.random(in: 0..<32, using: &generator)]
      }
    )
  }

  /// Reads a code as people type it: in small letters, with O for 0 and I or L for 1, with any
  /// dashes and spaces; `nil` if it is none.
  public init?(_ typed: String) {
    let letters = typed.uppercased().filter { $0 != "-" && !$0.isWhitespace }
      .map { $0 == "O" ? "0" : $0 == "I" || $0 == "L" ? "1" : $0 }
    guard letters.count == EnrolmentCode.length,
      letters.allSatisfy(EnrolmentCode.digits.contains)
    else { return nil }
    text = String(letters)
  }

  /// The code in groups, as it is handed out.
  public var grouped: String {
    let letters = Array(text)
    return stride(from: 0, to: letters.count, by: 5).map { start in
      String(letters[start..<min(start + 5, letters.count)])
    }.joined(separator: "-")
  }

  /// What is kept in place of the code: its SHA-256, 64 hexadecimal digits.
  public var hash: String { Digest.sha256(text) }
}
