import CCmarkGFM
import Documents

/// Words of a Markdown text that CommonMark keeps from its readers: cells beyond a table's columns, titles
/// and separate definitions of links, words after a fence.
///
/// They are part of the bytes that people sign, and no redline or page shows them.
struct UnseenWords {
  private struct Token {
    var text: String
    var position: Position
  }

  private let source: [Token]
  private let shown: [String]

  init(_ document: PolicyDocument) {
    source = UnseenWords.tokens(of: document.body, firstLine: document.bodyLine)
    var reader = ShownText()
    Markdown.walk(document.body) { reader.visit($0, entering: $1) }
    shown = reader.text.split(whereSeparator: \.isNewline)
      .flatMap { UnseenWords.tokens(in: $0).map(\.text) }
  }

  /// Runs of them, by place.
  var findings: [TextFinding] {
    var runs: [[Token]] = []
    var last: Int?
    for index in hidden {
      let token = source[index]
      if last == index - 1, runs.last?.last?.position.line == token.position.line {
        runs[runs.count - 1].append(token)
      } else {
        runs.append([token])
      }
      last = index
    }
    return runs.map { run in
      let words = run.prefix(12).map(\.text).joined(separator: " ")
      return TextFinding(
        weight: .error,
        rule: "unseen-words",
        position: run[0].position,
        message:
          "no reader is shown '\(TerminalText.safe(words))': a cell too many, a link's title "
          + "or a link kept apart from its words; write it into the text"
      )
    }
  }

  /// The places in `source` of what is shown less often than it is written, in order.
  private var hidden: [Int] {
    var excess: [String: Int] = [:]
    for token in source { excess[token.text, default: 0] += 1 }
    for word in shown { excess[word, default: 0] -= 1 }
    let differences = excess.values.reduce(0) { $0 + abs($1) }
    excess = excess.filter { $0.value > 0 }
    guard !excess.isEmpty else { return [] }
    // Comparing them in order tells which of several places it is. That takes time by words and differences,
    // and memory by the square of these: of too many the last places are named.
    guard differences <= 2000, (source.count + shown.count) * differences < 20_000_000 else {
      return source.indices.reversed().filter { index in
        guard let left = excess[source[index].text], left > 0 else { return false }
        excess[source[index].text] = left - 1
        return true
      }.reversed()
    }
    return source.map(\.text).difference(from: shown).insertions.compactMap { change in
      guard case .insert(let offset, let word, _) = change, excess[word] != nil else { return nil }
      return offset
    }
  }

  private static func tokens(of body: String, firstLine: Int) -> [Token] {
    var entities: [Substring: String] = [:]
    let lines = body.split(omittingEmptySubsequences: false) {
      $0 == "\n" || $0 == "\r\n" || $0 == "\r"
    }
    return lines.enumerated().flatMap { number, line in
      // The numbers of a list are counted anew for its readers.
      let start = line.prefixMatch(of: #/[ \t>*+-]*[0-9]{1,9}[.)](?=[ \t]|$)/#)?.range.upperBound
      let rest = line[(start ?? line.startIndex)...]
      let text = decoded(rest, &entities)
      let offset = line.utf8.distance(from: line.startIndex, to: rest.startIndex)
      return tokens(in: text).map {
        Token(
          text: $0.text,
          position: Position(line: firstLine + number, column: offset + $0.column)
        )
      }
    }
  }

  /// A line with what `&eacute;` and the like stand for.
  private static func decoded(_ line: Substring, _ known: inout [Substring: String]) -> Substring {
    guard line.contains("&") else { return line }
    return line.replacing(#/&#?[A-Za-z0-9]{1,32};/#) { match in
      if let text = known[match.output] { return text }
      let text = Markdown.blocks(String(match.output), firstLine: 1).map(\.text).joined()
      known[match.output] = text
      return text
    }
  }

  /// Letters and digits that stand together, marks for emphasis left out, each with its column from 1.
  private static func tokens(in line: Substring) -> [(text: String, column: Int)] {
    var (found, word, column, begin): ([(String, Int)], String, Int, Int) = ([], "", 1, 1)
    for character in line {
      if character.isLetter || character.isNumber {
        if word.isEmpty { begin = column }
        word.append(character)
      } else if !"*_`~\\".contains(character), !word.isEmpty {
        found.append((word, begin))
        word = ""
      }
      column += character.utf8.count
    }
    return word.isEmpty ? found : found + [(word, begin)]
  }
}

/// All that a reader sees of a Markdown text, links' addresses with it.
private struct ShownText {
  private(set) var text = ""

  mutating func visit(_ node: OpaquePointer, entering: Bool) {
    switch Markdown.type(node) {
    case "text", "code", "html_inline", "footnote_reference": text += Markdown.literal(node)
    case "html_block": text += "\n" + Markdown.literal(node) + "\n"
    case "code_block": code(node)
    case "link", "image": text += entering ? " " : " \(Markdown.url(node)) "
    case "emph", "strong", "strikethrough": break
    default: text += "\n"
    }
  }

  /// One word after a fence is a language; `post do` and its attributes are what examples begin with.
  private mutating func code(_ node: OpaquePointer) {
    let info = cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
    let attributes = info.split(separator: " ").dropFirst(2)
    let isKnown =
      PostExample.isFine(info) != nil && attributes.allSatisfy { $0.contains("=") }
      || !info.contains(where: \.isWhitespace)
    text += "\n\(isKnown ? info : "")\n\(Markdown.literal(node))\n"
  }
}
