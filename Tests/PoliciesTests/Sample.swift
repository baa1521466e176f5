import Documents
import Policies

/// Policies made of a few lines.
enum Sample {
  static let front = """
    ---
    id: social-media
    title: Social media policy
    language: en
    ---

    """

  /// A policy with the usual front matter and this text.
  static func policy(_ body: String, language: String = "en") throws -> PolicyDocument {
    let top = front.replacing("language: en", with: "language: \(language)")
    return try PolicyDocument(parsing: Array((top + body).utf8))
  }

  /// The place and the words of what is wrong with a file; `nil` if nothing is.
  static func error(_ text: String) -> DocumentError? {
    error(Array(text.utf8))
  }

  /// The place and the words of what is wrong with a file; `nil` if nothing is.
  static func error(_ bytes: [UInt8]) -> DocumentError? {
    do throws(DocumentError) {
      _ = try PolicyDocument(parsing: bytes)
      return nil
    } catch {
      return error
    }
  }
}
