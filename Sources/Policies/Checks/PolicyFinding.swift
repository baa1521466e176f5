public import Documents

/// What a check says about a place in a policy's files.
public struct PolicyFinding: Equatable, Sendable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// The policy must not be published like this.
    case error
    /// Somebody should look at it.
    case warning
    /// The policy's `check.yml` says why it does not matter here.
    case leftOut = "left out"
  }

  /// The file.
  public var path: String
  /// The place in it; `nil` if the file as a whole is meant.
  public var position: Position?
  /// How bad it is.
  public var severity: Severity
  /// The name of the check.
  public var check: String
  /// The clause it stands in; `nil` if it stands in none.
  public var clause: String?
  /// What to write instead.
  public var instead: String?
  /// The state of the law behind it, where courts or agencies change their minds.
  public var regime: String?
  /// The day that this state is from.
  public var asOf: Day?
  /// Why it is left out; `nil` if it counts.
  public var reason: String?
  /// What is wrong, in words: lower case, without a full stop.
  public var message: String

  /// Makes a finding.
  public init(
    _ severity: Severity,
    _ check: String,
    _ message: String,
    path: String,
    at position: Position? = nil
  ) {
    (self.severity, self.check, self.message) = (severity, check, message)
    (self.path, self.position) = (path, position)
  }

  /// Orders findings by file and place.
  public static func isInOrder(_ left: PolicyFinding, _ right: PolicyFinding) -> Bool {
    let (one, other) = (left.place, right.place)
    return (one.path, one.line, one.column) < (other.path, other.line, other.column)
  }

  private var place: (path: String, line: Int, column: Int) {
    (path, position?.line ?? 0, position?.column ?? 0)
  }
}

extension PolicyFinding: CustomStringConvertible {
  /// `path:line:column: severity: [check] text`, the form that editors jump to.
  public var description: String {
    let place = position.map { ":\($0)" } ?? ""
    let better = instead.map { "; instead: \($0)" } ?? ""
    let law = [regime, asOf.map { "as of \($0)" }].compactMap(\.self)
    let basis = law.isEmpty ? "" : " (\(law.joined(separator: ", ")))"
    let why = reason.map { "; reason: \($0)" } ?? ""
    return "\(path)\(place): \(severity.rawValue): [\(check)] \(message)\(better)\(basis)\(why)"
  }
}
