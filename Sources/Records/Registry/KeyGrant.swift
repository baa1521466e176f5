public import Policies
public import Signing

/// One key of one person, with the time in which it is theirs: one line of `allowed_signers`.
public struct KeyGrant: Hashable, Sendable {
  /// Whose key it is.
  public let person: PersonID
  /// The key as `<type> <base64>`.
  public let keyLine: String
  /// From when the key speaks for the person.
  public let from: Instant
  /// From when it no longer does; `nil` while it is in use.
  public let until: Instant?

  /// Grants a key to a person.
  public init(person: PersonID, key: PublicKey, from: Instant, until: Instant? = nil) {
    (self.person, self.from, self.until) = (person, from, until)
    keyLine = key.line
  }

  /// The same grant with an end.
  func ending(at moment: Instant) -> KeyGrant { KeyGrant(person, keyLine, from, until: moment) }

  private init(_ person: PersonID, _ keyLine: String, _ from: Instant, until: Instant?) {
    (self.person, self.keyLine, self.from, self.until) = (person, keyLine, from, until)
  }

  /// Reads a line; `nil` for any spelling but the one that `line` writes.
  ///
  /// No patterns, negation, quotes in names, unknown options or dates without `Z`.
  init?(line text: Substring) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 4, let person = PersonID(words[0]),
      PublicKey.Kind(rawValue: String(words[2])) != nil, let period = KeyGrant.period(words[1])
    else { return nil }
    self.person = person
    (from, until) = period
    keyLine = "\(words[2]) \(words[3])"
    guard line == text else { return nil }
  }

  /// The line, as OpenSSH's `allowed_signers` format has it (ssh-keygen(1), ALLOWED SIGNERS).
  public var line: String {
    let end = until.map { ",valid-before=\"\($0.compact)\"" } ?? ""
    return "\(person) namespaces=\"git\",valid-after=\"\(from.compact)\"\(end) \(keyLine)"
  }

  /// The key itself.
  public var key: PublicKey {
    get throws(SigningError) {
      let key = try PublicKey(line: keyLine)
      guard key.line == keyLine else { throw .malformed("the key line") }
      return key
    }
  }

  /// Whether the key spoke for the person at a moment.
  public func isValid(at moment: Instant) -> Bool {
    from <= moment && until.map { moment < $0 } ?? true
  }

  private static func period(_ options: Substring) -> (Instant, Instant?)? {
    let parts = options.split(separator: ",", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts[0] == "namespaces=\"git\"",
      let from = instant(parts[1], "valid-after")
    else { return nil }
    guard parts.count == 3 else { return (from, nil) }
    guard let until = instant(parts[2], "valid-before") else { return nil }
    return (from, until)
  }

  static func instant(_ option: Substring, _ name: String) -> Instant? {
    let prefix = name + "=\""
    guard option.hasPrefix(prefix), option.hasSuffix("Z\"") else { return nil }
    let digits = Array(option.dropFirst(prefix.count).dropLast(2))
    guard digits.count == 14 else { return nil }
    func part(_ range: Range<Int>) -> String { String(digits[range]) }
    return Instant(
      "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z"
    )
  }
}
