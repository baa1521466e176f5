/// Reads `Name: value` lines in a fixed order, each checked against its grammar.
struct TrailerReader {
  private(set) var format: RecordFormat
  private var scanner: ByteScanner

  /// Reads the subject `<format> <person> <sequence>` and the blank line after it.
  init(_ message: [UInt8]) throws(Refusal) {
    scanner = ByteScanner(message)
    let subject = scanner.line().map { String(decoding: $0, as: UTF8.self) } ?? ""
    let word = subject.prefix { $0 != " " }
    guard let format = RecordFormat(rawValue: String(word)) else {
      throw Refusal(unknownFormat: String(word))
    }
    guard scanner.line()?.isEmpty == true else {
      throw Refusal(.record, "no blank line after the subject")
    }
    self.format = format
  }

  /// Reads lines that follow no subject, as in a tag or at the end of a proposal.
  init(trailers: [UInt8], format: RecordFormat) {
    scanner = ByteScanner(trailers)
    self.format = format
  }

  mutating func one(
    _ name: String,
    _ grammar: FieldGrammar,
    orNone: Bool = false
  ) throws(Refusal) -> String {
    guard let value = next(name) else {
      try refuseUnknownName()
      throw Refusal(.record, "\(name) is missing or not in its place")
    }
    guard orNone && value == "none" || grammar.accepts(value) else {
      throw Refusal(.record, "\(name) has the value '\(SafeText.excerpt(value))'")
    }
    return value
  }

  mutating func optional(_ name: String, _ grammar: FieldGrammar) throws(Refusal) -> String? {
    let value = try one(name, grammar, orNone: true)
    return value == "none" ? nil : value
  }

  mutating func fields(_ wanted: [RecordFormat.Field]) throws(Refusal) -> [Record.Field] {
    var found: [Record.Field] = []
    found.reserveCapacity(wanted.count)
    for field in wanted {
      guard field.repeats else {
        found.append(Record.Field(name: field.name, value: try one(field.name, field.grammar)))
        continue
      }
      found += try many(field).map { Record.Field(name: field.name, value: $0) }
    }
    return found
  }

  private mutating func many(_ field: RecordFormat.Field) throws(Refusal) -> [String] {
    var values: [String] = []
    while let value = next(field.name) {
      guard field.grammar.accepts(value) else {
        throw Refusal(.record, "\(field.name) has the value '\(SafeText.excerpt(value))'")
      }
      if let last = values.last, !last.utf8.lexicographicallyPrecedes(value.utf8) {
        throw Refusal(.record, "\(field.name) is repeated or not sorted")
      }
      values.append(value)
    }
    return values
  }

  func finish() throws(Refusal) {
    guard !scanner.isAtEnd else { return }
    try refuseUnknownName()
    throw Refusal(.record, "there is an unknown or repeated line")
  }

  /// Tells a field that no format here has from one that is only in the wrong place.
  private func refuseUnknownName() throws(Refusal) {
    var ahead = scanner
    guard let line = ahead.line(), let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
      return
    }
    let name = String(decoding: line[..<colon], as: UTF8.self)
    guard FormatNames.isField(name), !RecordFormat.fieldNames.contains(name) else { return }
    throw Refusal(newer: "the field '\(name)'")
  }

  /// The value of the next line if that line has this name.
  private mutating func next(_ name: String) -> String? {
    scanner.value(of: name).map { $0.text ?? "\u{FFFD}" }
  }
}
