/// How formats and their fields are named, by this Writ and by those to come.
///
/// Each format ends with its number. A Writ that meets a number, name or field that it does not
/// know cannot tell what is said there, so it neither believes it nor builds on it.
enum FormatNames {
  /// Whether a word has the shape of a format's name: `ack/2`.
  static func isFormat(_ word: String) -> Bool {
    let parts = word.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...20).contains(parts[0].utf8.count),
      parts[0].utf8.allSatisfy(isSmallLetter), (1...4).contains(parts[1].utf8.count)
    else { return false }
    return Int(parts[1]).map { String($0) == parts[1] } == true
  }

  /// Whether a word has the shape of a field's name: `Writ-Shown`.
  static func isField(_ word: String) -> Bool {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    return parts.first == "Writ" && (2...5).contains(parts.count)
      && parts.allSatisfy { part in
        (1...20).contains(part.utf8.count)
          && part.utf8.first.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) } == true
          && part.utf8.dropFirst().allSatisfy(isSmallLetter)
      }
  }

  private static func isSmallLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }
}

extension RecordFormat {
  /// The names of all fields of all formats.
  static let fieldNames: Set<String> = {
    let common = [
      "Writ-Format", "Writ-Repository", "Writ-Person", "Writ-Sequence", "Writ-Previous",
      "Writ-Registry", "Writ-Ledger",
    ]
    return Set(common + allCases.flatMap { $0.fields.map(\.name) })
  }()
}

extension Refusal {
  /// `R-NEWER` for something that this Writ does not know.
  init(newer what: String) {
    self.init(.newer, "\(what) is not known to this Writ; a newer Writ may have written it")
  }

  /// `R-NEWER` for a word that could be a newer format's name, `R-RECORD` for any other.
  init(unknownFormat word: String) {
    if RecordFormat(rawValue: word) != nil {
      self.init(.record, "a record of the format '\(word)' does not belong here")
    } else if FormatNames.isFormat(word) {
      self.init(newer: "the format '\(word)'")
    } else {
      self.init(.record, "unknown format '\(SafeText.excerpt(word))'")
    }
  }
}
