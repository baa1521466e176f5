import Synchronization

/// A regular expression in PCRE2's language, ready to run.
///
/// It always sees Unicode (UTF, UCP) and lines (`^` and `$` stand at line ends, which may be CRLF).
/// The compiled form is owned by a handle inside a lock, so a pattern may be shared between threads,
/// and no pointer leaves this folder. While one thread searches, another gets a handle of its own,
/// compiled when it is first needed; further threads wait.
final class Pattern: Sendable {
  /// How the letters of a pattern are read.
  struct Options: OptionSet {
    let rawValue: Int

    /// Upper and lower case are the same.
    static let ignoringCase = Options(rawValue: 1)
    /// `(…)` groups without keeping what it matched; only named groups keep it.
    static let namedGroupsOnly = Options(rawValue: 2)
  }

  private let source: String
  private let options: Options
  private let handle: Mutex<PatternHandle>
  private let spare = Mutex<PatternHandle?>(nil)

  /// Compiles a pattern; the error has PCRE2's own words.
  init(_ source: String, _ options: Options = []) throws(PatternError) {
    (self.source, self.options) = (source, options)
    handle = Mutex(try PatternHandle(source, options))
  }

  /// All places where the pattern matches, from left to right, without overlap.
  ///
  /// - Parameters:
  ///   - text: Valid UTF-8; it is not checked again.
  ///   - work: How many matches are wanted at most, and when to give up.
  /// - Returns: Matches with offsets into the text.
  /// - Throws: `MatchError` when a limit was reached, which is never the same as "no match".
  func matches(in text: [UInt8], _ work: Work = Work()) throws(MatchError) -> [PatternMatch] {
    let found = try handle.withLockIfAvailable { handle throws(MatchError) in
      try handle.matches(in: text, work)
    }
    if let found { return found }
    return try spare.withLock { spare throws(MatchError) in
      if spare == nil { spare = try? PatternHandle(source, options) }
      guard let found = try spare?.matches(in: text, work) else { throw .failed(0) }
      return found
    }
  }

  /// The leftmost place where the pattern matches, nil for none; otherwise as `matches(in:_:)`.
  func first(in text: [UInt8], _ work: Work = Work()) throws(MatchError) -> PatternMatch? {
    var one = work
    one.limit = 1
    return try matches(in: text, one).first
  }

  /// Whether the pattern matches anywhere.
  func matches(_ text: String) throws(MatchError) -> Bool {
    try first(in: Array(text.utf8)) != nil
  }

  /// Texts of which every match holds one; nil when that is not known.
  var needed: [[UInt8]]? { NeededTexts.of(source) }

  /// Whether any part of the pattern keeps what it matched.
  var hasGroups: Bool {
    handle.withLock { $0.groupCount > 0 }
  }

  /// The number of a named group; nil when there is none.
  func group(named name: String) -> Int? {
    handle.withLock { $0.group(named: name) }
  }
}

/// One match and what its groups hold.
struct PatternMatch: Equatable {
  /// The bytes of the whole match.
  var range: Range<Int>

  /// The bytes of each group, from group 1; nil for a group that took no part.
  var groups: [Range<Int>?]
}

/// How much a check may do.
struct Work: Sendable {
  /// The largest number of matches that are looked for.
  var limit = 1_001

  /// Asked now and then on a long text; the clock is the caller's.
  var isOutOfTime: @Sendable () -> Bool = { false }
}

/// Why a pattern does not compile, in PCRE2's words.
struct PatternError: Error, Equatable {
  var message: String
}

/// Why no answer was found.
enum MatchError: Error, Equatable {
  /// A limit of PCRE2 or of the caller's clock was reached.
  case timedOut
  /// PCRE2 failed in another way; its code.
  case failed(Int32)
}
