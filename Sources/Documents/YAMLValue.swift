/// A piece of a YAML document with its place: text, a list or a map.
///
/// Text stays text: `no` is the word "no" and `1.10` keeps its zero. The typed accessors convert on
/// request and say what was expected, and where, when they cannot.
public struct YAMLValue: Equatable, Sendable {
  /// Where it begins.
  public let position: Position

  /// What it is.
  public let content: Content

  /// The three things a YAML value can be.
  public indirect enum Content: Equatable, Sendable {
    /// Text, and whether it was written without quotes or block marks.
    case scalar(String, isPlain: Bool)
    /// Values in order.
    case list([YAMLValue])
    /// Keys with values, in the order they were written.
    case map(YAMLMap)
  }

  /// Makes a value that begins at a place.
  public init(_ content: Content, at position: Position) {
    self.position = position
    self.content = content
  }

  /// Whether the key has nothing after it, as in `media:`.
  public var isEmpty: Bool { content == .scalar("", isPlain: true) }

  /// An error at this place.
  public func error(_ message: String) -> DocumentError { DocumentError(message, at: position) }

  private var kind: String {
    switch content {
    case .scalar: isEmpty ? "nothing" : "text"
    case .list: "a list"
    case .map: "a map"
    }
  }

  private func expected(_ wanted: String, for what: String) -> DocumentError {
    error("'\(what)' must be \(wanted), not \(kind)")
  }
}

extension YAMLValue {
  /// The text; an empty value, a list or a map is refused.
  public func text(_ what: String) throws(DocumentError) -> String {
    guard case .scalar(let text, _) = content, !isEmpty else { throw expected("text", for: what) }
    return text
  }

  /// The whole number, written in decimal digits.
  public func integer(_ what: String) throws(DocumentError) -> Int {
    guard case .scalar(let text, isPlain: true) = content, let number = Int(text) else {
      throw error("'\(what)' must be a whole number")
    }
    return number
  }

  /// `true` or `false`, and nothing else: `yes` and `no` are words.
  public func boolean(_ what: String) throws(DocumentError) -> Bool {
    switch content {
    case .scalar("true", isPlain: true): true
    case .scalar("false", isPlain: true): false
    default: throw error("'\(what)' must be true or false")
    }
  }

  /// The day, written `YYYY-MM-DD`.
  public func day(_ what: String) throws(DocumentError) -> Day {
    guard case .scalar(let text, _) = content, let day = Day(text) else {
      throw error("'\(what)' must be a day such as 2027-12-01")
    }
    return day
  }

  /// The values in order; an empty value is an empty list, a single text is refused.
  public func list(_ what: String) throws(DocumentError) -> [YAMLValue] {
    if isEmpty { return [] }
    guard case .list(let values) = content else { throw expected("a list", for: what) }
    return values
  }

  /// The texts in order; a single text is refused.
  public func textList(_ what: String) throws(DocumentError) -> [String] {
    try list(what).map { value throws(DocumentError) in try value.text(what) }
  }

  /// The texts in order; a single text is a list of one.
  public func textListOrOne(_ what: String) throws(DocumentError) -> [String] {
    guard case .scalar(let text, _) = content, !isEmpty else { return try textList(what) }
    return [text]
  }

  /// The keys and values; an empty value is an empty map.
  public func map(_ what: String) throws(DocumentError) -> YAMLMap {
    if isEmpty { return YAMLMap([], at: position) }
    guard case .map(let map) = content else { throw expected("a map", for: what) }
    return map
  }
}
