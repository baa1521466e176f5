import Documents

extension DocumentCheck {
  /// Characters that hide text or show it in another order than it is read (CVE-2021-42574).
  static let hiddenCharacters = DocumentCheck("hidden-character") { policy in
    let files = [(policy.path, policy.bytes)]
    return files.flatMap { path, bytes in
      HiddenCharacters.places(in: String(decoding: bytes, as: UTF8.self)).prefix(20).map {
        PolicyFinding(
          .error,
          "hidden-character",
          "the character \($0.name) hides or reorders text; take it out",
          path: path,
          at: $0.position
        )
      }
    }
  }
}

/// Finds characters that a reader cannot see.
enum HiddenCharacters {
  /// The places of steering, reordering and invisible characters.
  static func places(in text: String) -> [(position: Position, name: String)] {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A || $0 == 0x09 }) { return [] }
    var found: [(offset: Int, name: String)] = []
    var offset = 0
    for scalar in text.unicodeScalars {
      if isHidden(scalar) {
        let code = String(scalar.value, radix: 16, uppercase: true)
        found.append((offset, "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code))
      }
      offset += UTF8.width(scalar)
    }
    let positions = LineIndex(Array(text.utf8)).positions(ofSorted: found.map(\.offset))
    return zip(positions, found).map { ($0, $1.name) }
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\t", "\r": false
    case "\u{200B}", "\u{2060}", "\u{FEFF}": true  // no width: splits words that look whole
    default: TerminalText.isHarmful(scalar)
    }
  }
}
