/// Character references such as `&amp;` and `&#39;` (HTML, section 13.5): the names that people use.
enum HTMLEntity {
  private static let names: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "hellip": "…",
    "mdash": "—", "ndash": "–", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
    "copy": "©", "reg": "®", "trade": "™", "euro": "€", "pound": "£", "shy": "\u{AD}",
    "zwj": "\u{200D}", "zwnj": "\u{200C}", "lrm": "\u{200E}", "rlm": "\u{200F}", "bull": "•",
    "auml": "ä", "ouml": "ö", "uuml": "ü", "szlig": "ß", "eacute": "é", "egrave": "è",
    "agrave": "à", "ccedil": "ç", "ntilde": "ñ", "times": "×", "deg": "°", "middot": "·",
    "sol": "/", "num": "#", "commat": "@", "excl": "!", "period": ".", "comma": ",",
    "Tab": "\t", "NewLine": "\n", "lowbar": "_", "ast": "*", "percnt": "%", "dollar": "$",
  ]
  private static let longest = 12

  /// The character that a reference at the beginning of the bytes stands for, and its length.
  static func decode(_ bytes: ArraySlice<UInt8>) -> (text: [UInt8], length: Int)? {
    guard bytes.first == UInt8(ascii: "&") else { return nil }
    let body = bytes.dropFirst().prefix(longest)
    guard let end = body.firstIndex(of: UInt8(ascii: ";")), end > body.startIndex else {
      return nil
    }
    let name = String(decoding: body[..<end], as: UTF8.self)
    guard let text = name.hasPrefix("#") ? number(name.dropFirst()) : names[name] else {
      return nil
    }
    return (Array(text.utf8), end - bytes.startIndex + 1)
  }

  private static func number(_ digits: Substring) -> String? {
    let isHex = digits.first == "x" || digits.first == "X"
    let value = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let value, value > 0, let scalar = Unicode.Scalar(value) else { return nil }
    return String(Character(scalar))
  }
}
