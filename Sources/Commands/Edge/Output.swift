import Documents
import Foundation
import Policies
import Rainbow

/// Writes to the two streams; untrusted text goes through `TerminalText` before it gets here.
enum Output {
  /// The answer, to standard output.
  static func answer(_ text: String) { write(text, to: .standardOutput) }

  /// A remark on the way, to standard error.
  static func remark(_ text: String) { write(text, to: .standardError) }

  /// Both streams go out at once, so that answers and remarks keep their order in a file.
  private static func write(_ text: String, to stream: FileHandle) {
    do {
      try stream.write(contentsOf: Data((text + "\n").utf8))
    } catch {
      exit(Failure.Status.couldNotRun.rawValue)
    }
  }

  /// A value as JSON with sorted keys, to standard output.
  static func json(_ value: some Encodable) throws { answer(try jsonText(value)) }

  /// A value as JSON with sorted keys.
  static func jsonText(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: closingEmpty(try encoder.encode(value)), as: UTF8.self)
  }

  /// `[]` and `{}` where Foundation writes an empty list over three lines.
  ///
  /// A line feed stands unescaped in no JSON text, so a bracket at the end of a line opens a list.
  private static func closingEmpty(_ json: Data) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(json.count)
    var solid = 0
    for byte in json {
      let isEnd = byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
      // In ASCII both kinds of closing brackets stand two after their opening ones.
      if isEnd, solid > 0, text[solid - 1] == byte - 2, text[solid...].first == 0x0A {
        text.removeSubrange(solid...)
      }
      text.append(byte)
      if byte != 0x20 && byte != 0x0A { solid = text.count }
    }
    return text
  }

  /// How a redline is marked on this terminal.
  static func redlineStyle(_ terminal: Terminal) -> Redline.Style {
    guard terminal.isColoured else { return .plain }
    return Redline.Style(
      insert: { $0.green.underline },
      delete: { $0.red.strikethrough },
      heading: { $0.bold },
      note: { $0.cyan }
    )
  }

  /// A heading, bold where there are colours.
  static func heading(_ text: String, _ terminal: Terminal) -> String {
    terminal.isColoured ? text.bold : text
  }
}

extension String {
  /// The text without anything that a terminal would obey.
  var safe: String { TerminalText.safe(self) }

  /// The same, keeping line ends.
  var safeLines: String { TerminalText.safeLines(self) }
}
