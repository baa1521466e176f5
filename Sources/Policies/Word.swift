/// A word of a clause, with what a reader sees around it.
struct Word: Hashable {
  /// The word; the whole text where a block was moved.
  var text: Substring
  /// The block that begins with this word; `nil` within one.
  var start: Block.Kind?
  /// What separates it from the word before: a space, or in code the line ends and spaces there.
  var space: Substring = " "
  /// Of a kept word, the block of the older text that began with it.
  var formerStart: Block.Kind?
  /// Where the block came from or went to, if it was moved as a whole.
  var move: Redline.Move?

  /// The word as one that both texts have.
  func kept(from old: Word) -> Word {
    var word = self
    word.formerStart = old.start
    return word
  }

  static func == (left: Word, right: Word) -> Bool {
    left.text == right.text && left.move == right.move
  }

  func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// The words of a block in order; a moved block is one word, so that it stays in one piece.
  static func words(of block: Block, _ move: Redline.Move?) -> [Word] {
    if let move {
      let text = block.isCode ? block.text[...] : block.words.joined(separator: " ")[...]
      return [Word(text: text, start: block.kind, move: move)]
    }
    return block.words.enumerated().map { index, word in
      Word(
        text: word,
        start: index == 0 ? block.kind : nil,
        space: block.isCode ? block.space(before: word) : " "
      )
    }
  }
}

extension Block {
  /// Whether line ends and spaces matter in the block.
  var isCode: Bool { if case .code = kind { true } else { false } }

  /// What stands between a word and the word before it.
  fileprivate func space(before word: Substring) -> Substring {
    let start = text[..<word.startIndex].lastIndex { !$0.isWhitespace }
    return text[(start.map(text.index(after:)) ?? text.startIndex)..<word.startIndex]
  }
}
