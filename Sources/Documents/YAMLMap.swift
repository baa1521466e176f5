/// Keys and values in the order they were written; no key stands twice.
public struct YAMLMap: Equatable, Sendable {
  /// One key with its value.
  public struct Entry: Equatable, Sendable {
    /// The key's text.
    public let key: String

    /// Where the key begins.
    public let keyPosition: Position

    /// What stands under the key.
    public let value: YAMLValue

    /// Makes an entry; used when a map is put together by hand.
    public init(key: String, keyPosition: Position, value: YAMLValue) {
      self.key = key
      self.keyPosition = keyPosition
      self.value = value
    }
  }

  /// The entries in order.
  public let entries: [Entry]

  /// Where the map begins.
  public let position: Position

  /// Makes a map from entries whose keys differ.
  public init(_ entries: [Entry], at position: Position) {
    self.entries = entries
    self.position = position
  }

  /// The keys in order.
  public var keys: [String] { entries.map(\.key) }

  /// Whether there is no entry.
  public var isEmpty: Bool { entries.isEmpty }

  /// The value under a key, if the key is there.
  public subscript(key: String) -> YAMLValue? {
    entries.first { $0.key == key }?.value
  }

  /// The value under a key that must be there.
  public func required(_ key: String) throws(DocumentError) -> YAMLValue {
    guard let value = self[key] else {
      throw DocumentError("'\(key)' is missing", at: position)
    }
    return value
  }

  /// Refuses any other key, and names the known one that is nearest to it.
  ///
  /// - Parameters:
  ///   - keys: The keys that are known.
  ///   - what: What the map is, with its article: "a rule".
  /// - Throws: An error at the key.
  public func allow(only keys: [String], in what: String) throws(DocumentError) {
    for entry in entries where !keys.contains(entry.key) {
      var error = DocumentError(
        "unknown key \(entry.key.quoted) in \(what); \(advice(for: entry.key, among: keys))",
        at: entry.keyPosition
      )
      error.isUnknownKey = true
      throw error
    }
  }

  private func advice(for key: String, among keys: [String]) -> String {
    guard let near = Nearest.match(key, among: keys) else {
      return "known keys: \(keys.joined(separator: ", "))"
    }
    return "did you mean '\(near)'?"
  }
}
