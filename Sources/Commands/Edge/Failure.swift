import ArgumentParser

/// Why a command stopped, in words for the person who typed it.
struct Failure: Error, Equatable {
  /// How the process ends.
  enum Status: Int32 {
    /// Refused, or there are findings.
    case refused = 1
    /// Wrong usage, or it could not run.
    case couldNotRun = 2
    /// Our own mistake.
    case bug = 70
  }

  /// What failed: lower case, no full stop.
  var message: String
  /// What lies behind it.
  var cause: String?
  /// A command to type next.
  var hint: String?
  /// How the process ends.
  var status: Status

  init(_ message: String, cause: String? = nil, hint: String? = nil, status: Status = .refused) {
    (self.message, self.cause, self.hint, self.status) = (message, cause, hint, status)
  }

  /// The lines for standard error.
  var text: String {
    var lines = ["error: \(message)"]
    if let cause, !cause.isEmpty { lines.append("caused by: \(cause)") }
    if let hint { lines.append("hint: \(hint)") }
    return lines.joined(separator: "\n")
  }
}
