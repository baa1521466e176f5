import Documents

extension YAMLMap {
  /// A key that is `true` or `false`, false when it is not there.
  func flag(_ key: String) throws(DocumentError) -> Bool {
    try self[key]?.boolean(key) ?? false
  }

  /// A whole number from 0, nil when it is not there.
  func count(_ key: String) throws(DocumentError) -> Int? {
    guard let value = self[key] else { return nil }
    let number = try value.integer(key)
    guard number >= 0 else { throw value.error("'\(key)' must not be negative") }
    return number
  }
}

extension String {
  /// Whether there is nothing to read.
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
