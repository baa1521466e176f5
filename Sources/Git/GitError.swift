import CLibgit2

/// What libgit2 reported when an operation failed.
public struct GitError: Error, Equatable, Sendable {
  /// The kinds of failure that callers tell apart.
  public enum Code: Equatable, Sendable {
    case notFound
    case exists
    case locked
    case modified
    case conflict
    case owner
    case unsupported
    /// More bytes than the caller allows.
    case tooLarge
    /// The disk is full, may not be written or does not answer.
    case disk
    case generic
  }

  /// The kind of failure.
  public var code: Code
  /// libgit2's own words.
  public var message: String
  /// What was being done, as in "read an object".
  public var operation: String

  /// Makes an error of a kind, with libgit2's words and what was being done.
  public init(code: Code, message: String, operation: String) {
    self.code = code
    self.message = message
    self.operation = operation
  }
}

extension GitError.Code {
  init(status: Int32) {
    switch git_error_code(rawValue: status) {
    case GIT_ENOTFOUND, GIT_EUNBORNBRANCH: self = .notFound
    case GIT_EEXISTS: self = .exists
    case GIT_ELOCKED: self = .locked
    case GIT_EMODIFIED: self = .modified
    case GIT_ECONFLICT, GIT_EMERGECONFLICT: self = .conflict
    case GIT_EOWNER: self = .owner
    default: self = .generic
    }
  }
}

/// Runs one libgit2 call and turns a negative status into an error.
///
/// libgit2's error text belongs to the thread and to the last call, so it is read in the same step.
@discardableResult
func check(
  _ operation: @autoclosure () -> String,
  _ call: () -> Int32
) throws(GitError) -> Int32 {
  Library.start()
  let status = call()
  guard status < 0 else { return status }
  let last = git_error_last()?.pointee
  let text = last?.message.map { String(cString: $0) }
  let isOfSystem = status == GIT_ERROR.rawValue && last?.klass == Int32(GIT_ERROR_OS.rawValue)
  throw GitError(
    code: isOfSystem ? .disk : GitError.Code(status: status),
    message: text ?? "libgit2 gave no reason",
    operation: operation()
  )
}

/// Runs a look-up and turns "not found" into `nil`.
func ifFound<Value>(_ lookUp: () throws(GitError) -> Value?) throws(GitError) -> Value? {
  do throws(GitError) {
    return try lookUp()
  } catch {
    guard error.code == .notFound else { throw error }
    return nil
  }
}
