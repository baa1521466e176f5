/// Makes text that somebody else wrote harmless for a terminal.
///
/// Control characters can move the cursor, set titles or hide lines; bidirectional controls and tag
/// characters can show another text than the one that is there (CVE-2021-42574, "Trojan Source").
public enum TerminalText {
  /// The text on one line: each harmful character is shown as `\u{XXXX}`, a tab as a space.
  public static func safe(_ text: String) -> String {
    escape(text, keepingLines: false)
  }

  /// The same for a text of several lines, whose line feeds stay.
  public static func safeLines(_ text: String) -> String {
    escape(text, keepingLines: true)
  }

  /// Whether a character steers a terminal or reorders or hides what is shown.
  public static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true  // bidirectional
    case 0x2028, 0x2029: true  // line and paragraph separator
    case 0xE0000...0xE007F: true  // tag characters
    default: false
    }
  }

  /// The character as `\u{XXXX}`.
  static func code(of scalar: Unicode.Scalar) -> String {
    "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
  }

  private static func escape(_ text: String, keepingLines: Bool) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\t": safe.append(" ")
      case "\n" where keepingLines: safe.append(scalar)
      case _ where isHarmful(scalar):
        safe.append(contentsOf: code(of: scalar).unicodeScalars)
      default: safe.append(scalar)
      }
    }
    return String(safe)
  }
}
