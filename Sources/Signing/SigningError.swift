/// Why a key or a signature was refused.
public enum SigningError: Error, Equatable, Sendable {
  /// The bytes are not what the format says, or not in its one canonical form.
  case malformed(String)
  /// The format is sound, but of a kind that is not accepted, as in "ssh-dss".
  case unsupported(String)
  /// The signature does not belong to these bytes and this key.
  case bad
}

extension SigningError: CustomStringConvertible {
  /// The reason in words.
  public var description: String {
    switch self {
    case .malformed(let what): "malformed: \(what)"
    case .unsupported(let what): "unsupported: \(what)"
    case .bad: "the signature does not match"
    }
  }
}
