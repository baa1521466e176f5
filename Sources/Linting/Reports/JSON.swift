internal import Documents

/// A JSON value that keeps the order of its keys, which Foundation's encoder does not.
indirect enum JSON {
  case text(String)
  case number(Int)
  case flag(Bool)
  case null
  case list([JSON])
  case object([(String, JSON)])

  static func optional(_ text: String?) -> JSON { text.map(JSON.text) ?? .null }

  /// The value as RFC 8259 has it, on one line.
  var text: String {
    switch self {
    case .text(let text): Self.quoted(text)
    case .number(let number): String(number)
    case .flag(let flag): String(flag)
    case .null: "null"
    case .list(let values): "[\(values.map(\.text).joined(separator: ", "))]"
    case .object(let pairs):
      "{\(pairs.map { "\(Self.quoted($0)): \($1.text)" }.joined(separator: ", "))}"
    }
  }

  /// Escapes what RFC 8259 demands, and what could steer the terminal that the output is shown on.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where TerminalText.isHarmful(scalar): quoted += escape(scalar)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    String(scalar).utf16.map { unit in
      let hex = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    }.joined()
  }
}
