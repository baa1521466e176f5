/// What text of others may be in HTML.
public enum HTMLText {
  /// The text with the five characters replaced that mean something in HTML.
  public static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: isMarkup) else { return text }
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }

  /// Whether a link to an address can do no more than open a page or a letter.
  static func isHarmlessAddress(_ address: String) -> Bool {
    let start = address.lowercased()
    return ["https://", "http://", "mailto:"].contains { start.hasPrefix($0) }
  }

  private static func isMarkup(_ byte: UInt8) -> Bool {
    [
      UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "'"),
    ]
    .contains(byte)
  }
}
