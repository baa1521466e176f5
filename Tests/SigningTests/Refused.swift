import Signing
import Testing

/// The case of a `SigningError`, without its words.
enum Refused: String {
  case malformed
  case unsupported
  case bad

  init(_ error: SigningError) {
    switch error {
    case .malformed: self = .malformed
    case .unsupported: self = .unsupported
    case .bad: self = .bad
    }
  }

  /// How a step is refused; `nil` if it is not.
  static func by(_ step: () throws(SigningError) -> Void) -> Refused? {
    do throws(SigningError) {
      try step()
      return nil
    } catch {
      return Refused(error)
    }
  }

  /// How reading and then verifying a signature is refused; `nil` if it is not.
  static func verifying(
    armoured: [UInt8],
    of message: [UInt8],
    namespace: String = "git"
  ) -> Refused? {
    by { () throws(SigningError) in
      try SSHSignature(armoured: armoured).verify(message, namespace: namespace)
    }
  }

  /// How reading and then verifying a signature's binary form is refused; `nil` if it is not.
  static func verifying(blob: [UInt8], of message: [UInt8]) -> Refused? {
    by { () throws(SigningError) in
      try SSHSignature(blob: blob).verify(message, namespace: "git")
    }
  }
}
