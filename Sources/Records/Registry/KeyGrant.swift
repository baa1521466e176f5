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
  /// The key, if it was read before; it is what `keyLine` says.
  private var parsed: PublicKey?

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
  init?(line: ArraySlice<UInt8>) {
    let words = line.parts(at: space)
    guard words.count == 4, let person = PersonID(String(decoding: words[0], as: UTF8.self)),
      let kind = PublicKey.Kind(rawValue: String(decoding: words[2], as: UTF8.self)),
      words[3].allSatisfy({ (0x21..<0x7F).contains($0) }),
      let period = KeyGrant.period(words[1])
    else { return nil }
    self.person = person
    (from, until) = period
    keyLine = "\(kind.rawValue) \(String(decoding: words[3], as: UTF8.self))"
  }

  /// Reads a line given as text.
  init?(line text: Substring) { self.init(line: Array(text.utf8)[...]) }

  /// The line, as OpenSSH's `allowed_signers` format has it (ssh-keygen(1), ALLOWED SIGNERS).
  public var line: String {
    let end = until.map { ",valid-before=\"\($0.compact)\"" } ?? ""
    return "\(person) namespaces=\"git\",valid-after=\"\(from.compact)\"\(end) \(keyLine)"
  }

  /// The key itself.
  public var key: PublicKey {
    get throws(SigningError) {
      if let parsed { return parsed }
      return try PublicKey(canonicalLine: keyLine)
    }
  }

  /// The same grant, which has its key at hand.
  ///
  /// - Throws: a `SigningError` for a key that is none, or not in its canonical form.
  func withKey() throws(SigningError) -> KeyGrant {
    var grant = self
    grant.parsed = try key
    return grant
  }

  /// Whether the key spoke for the person at a moment.
  public func isValid(at moment: Instant) -> Bool {
    from <= moment && until.map { moment < $0 } ?? true
  }

  /// Compares what the lines say.
  public static func == (left: KeyGrant, right: KeyGrant) -> Bool {
    (left.keyLine, left.person, left.from, left.until)
      == (right.keyLine, right.person, right.from, right.until)
  }

  /// Hashes the key, which one line has.
  public func hash(into hasher: inout Hasher) { hasher.combine(keyLine) }

  private static func period(_ options: ArraySlice<UInt8>) -> (Instant, Instant?)? {
    var rest = options
    guard rest.take("namespaces=\"git\",valid-after="), let from = moment(&rest) else { return nil }
    guard !rest.isEmpty else { return (from, nil) }
    guard rest.take(",valid-before="), let until = moment(&rest), rest.isEmpty else { return nil }
    return (from, until)
  }

  /// Takes a moment in UTC between quotes, such as `"20261201000000Z"`.
  static func moment(_ rest: inout ArraySlice<UInt8>) -> Instant? {
    guard rest.count >= 17, rest.take("\""), let moment = Instant(compact: rest.prefix(15)) else {
      return nil
    }
    rest = rest.dropFirst(15)
    return rest.take("\"") ? moment : nil
  }
}

private let space = UInt8(ascii: " ")

extension ArraySlice<UInt8> {
  /// Drops a word from the beginning; says whether it stood there.
  fileprivate mutating func take(_ word: StaticString) -> Bool {
    let bytes = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard starts(with: bytes) else { return false }
    self = dropFirst(bytes.count)
    return true
  }
}
