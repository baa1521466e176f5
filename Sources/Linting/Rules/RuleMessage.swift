/// What a rule says, with places for what it found: `%s` in order, or `%[2]s` by number.
struct RuleMessage: Sendable, Equatable {
  let template: String

  /// The message with its places filled.
  ///
  /// A place without a value takes the last one; `%%` is a percent sign, as in Go.
  func filled(with values: [String]) -> String {
    guard template.contains("%") else { return template }
    var text = ""
    var rest = template[...]
    var used = 0
    while let percent = rest.firstIndex(of: "%") {
      text += rest[..<percent]
      rest = rest[percent...]
      if rest.hasPrefix("%%") {
        text += "%"
        rest = rest.dropFirst(2)
      } else if rest.hasPrefix("%s") {
        text += Self.value(used, of: values)
        used += 1
        rest = rest.dropFirst(2)
      } else if let (number, length) = Self.numbered(rest) {
        text += Self.value(number - 1, of: values)
        rest = rest.dropFirst(length)
      } else {
        text += "%"
        rest = rest.dropFirst()
      }
    }
    return text + rest
  }

  private static func value(_ index: Int, of values: [String]) -> String {
    values.indices.contains(index) ? values[index] : values.last ?? "%s"
  }

  /// The number in `%[2]s` and the length of the whole.
  private static func numbered(_ text: Substring) -> (Int, Int)? {
    guard text.hasPrefix("%["), let end = text.firstIndex(of: "]") else { return nil }
    let digits = text[..<end].dropFirst(2)
    guard let number = Int(digits), number > 0, text[end...].hasPrefix("]s") else { return nil }
    return (number, digits.count + 4)
  }
}
