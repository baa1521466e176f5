extension WordTidying {
  /// One block, tidied; several where a frame around them goes away.
  mutating func block(_ value: Any, after previous: Any?) -> [Any] {
    let content = PandocTree.content(of: value)
    let type = PandocTree.type(of: value)
    switch type {
    case "Para", "Plain":
      let words = inlines(content)
      return words.isEmpty ? [] : [PandocTree.node(type, words)]
    case "Header": return header(content)
    case "Div": return inner(content.last)
    case "BlockQuote": return [PandocTree.node(type, content.flatMap { block($0, after: nil) })]
    case "BulletList": return [PandocTree.node(type, items(content))]
    case "OrderedList": return [ordered(content)]
    case "Table": return table(content, after: previous)
    default: return [value]
    }
  }

  /// The tidied blocks of a list or frame.
  mutating func inner(_ value: Any?) -> [Any] {
    (value as? [Any] ?? []).flatMap { block($0, after: nil) }
  }

  private mutating func header(_ content: [Any]) -> [Any] {
    guard content.count == 3 else { return [] }
    let words = inlines(content[2] as? [Any] ?? []).map { word in
      PandocTree.type(of: word) == "LineBreak" ? PandocTree.space : word
    }
    return words.isEmpty ? [] : [PandocTree.node("Header", [content[0], content[1], words])]
  }

  private mutating func items(_ items: [Any]) -> [Any] {
    items.map { inner($0) }
  }

  /// Markdown knows 1, 2, 3 only; `(a)` and `iv.` are written out, so that they can be cited.
  private mutating func ordered(_ content: [Any]) -> Any {
    guard content.count == 2, let form = content[0] as? [Any], form.count == 3,
      let list = content[1] as? [Any]
    else { return PandocTree.node("OrderedList", content) }
    let numbering = WordNumbering(
      start: form[0] as? Int ?? 1,
      style: PandocTree.type(of: form[1]),
      delimiter: PandocTree.type(of: form[2])
    )
    let tidy = items(list)
    guard !numbering.isPlain else { return PandocTree.node("OrderedList", [form, tidy]) }
    note("lists such as \(numbering.mark(0)) have their letters as words now; compare them")
    let marked = tidy.enumerated().map { index, item in
      let mark = PandocTree.word(numbering.mark(index))
      return prefixed(item as? [Any] ?? [], with: [mark, PandocTree.space])
    }
    return PandocTree.node("BulletList", marked)
  }
}

/// How Word counts the items of a list.
struct WordNumbering {
  var start: Int
  var style: String
  var delimiter: String

  /// Whether Markdown's own numbers say the same.
  var isPlain: Bool { ["Decimal", "DefaultStyle", "Example"].contains(style) && !isInParens }

  /// The mark of an item, as in `(b)`.
  func mark(_ index: Int) -> String {
    let number = start + index
    let text =
      switch style {
      case "LowerAlpha": WordNumbering.letters(number)
      case "UpperAlpha": WordNumbering.letters(number).uppercased()
      case "LowerRoman": WordNumbering.roman(number)
      case "UpperRoman": WordNumbering.roman(number).uppercased()
      default: String(number)
      }
    return isInParens ? "(\(text))" : text + (delimiter == "OneParen" ? ")" : ".")
  }

  private var isInParens: Bool { delimiter == "TwoParens" }

  private static func letters(_ number: Int) -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz")
    guard number > 0, number <= 26 * 40 else { return String(number) }
    // Word goes on with aa, bb, cc.
    return String(repeating: alphabet[(number - 1) % 26], count: (number - 1) / 26 + 1)
  }

  private static func roman(_ number: Int) -> String {
    guard (1...3999).contains(number) else { return String(number) }
    let values = [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1]
    let signs = ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"]
    var (rest, text) = (number, "")
    for (value, sign) in zip(values, signs) {
      text += String(repeating: sign, count: rest / value)
      rest %= value
    }
    return text
  }
}
