import Foundation

/// A text taken apart into what each of its characters reads as.
struct PlainPieces {
  /// One plain character and the bytes of the light text that it was.
  struct Piece {
    var text: String
    var range: Range<Int>
    /// The letter of ASCII that it looks like, if it is another one.
    var latin: UInt8?
    let isLetter: Bool
    let isUppercase: Bool

    init(text: String, range: Range<Int>, latin: UInt8? = nil) {
      (self.text, self.range, self.latin) = (text, range, latin)
      if let byte = text.utf8.first, byte < 0x80 {
        isLetter = StrictView.isLetter(byte)
        isUppercase = isLetter && byte < 97
      } else {
        let properties = text.unicodeScalars.first?.properties
        isLetter = properties?.isAlphabetic ?? false
        isUppercase = properties?.isUppercase ?? false
      }
    }

    var isASCIILetter: Bool { isLetter && text.utf8.count == 1 }
    var isLowercase: Bool { isLetter && !isUppercase }
  }

  private let field: Field
  private(set) var pieces: [Piece] = []

  init(_ field: Field) {
    self.field = field
    pieces.reserveCapacity(field.text.count)
    var offset = 0
    var skipUntil = 0
    for character in String(decoding: field.text, as: UTF8.self) {
      let range = offset..<offset + character.utf8.count
      offset = range.upperBound
      guard range.lowerBound >= skipUntil else { continue }
      if let end = markupEnd(at: range.lowerBound) {
        skipUntil = end
      } else {
        add(character, range)
      }
    }
  }

  // MARK: Characters

  private mutating func add(_ character: Character, _ range: Range<Int>) {
    if range.count == 1 {
      return addPlain(character, range)
    }
    if character.isEmojiSequence {
      pieces.append(Piece(text: String(character), range: range))
      return
    }
    for piece in Self.plain(character) {
      if piece.isBlank { addPlain(" ", range) } else { append(piece, range) }
    }
  }

  private mutating func append(_ text: String, _ range: Range<Int>) {
    let scalar = text.unicodeScalars.first
    let latin = scalar.flatMap { $0.isASCII ? nil : LookAlikes.latin($0) }
    pieces.append(Piece(text: text, range: range, latin: latin))
  }

  /// Runs of blanks and single line ends become one blank.
  private mutating func addPlain(_ character: Character, _ range: Range<Int>) {
    guard character.isBlankLetter else { return append(String(character), range) }
    let isLineEnd = character == "\n"
    if let last = pieces.last, last.text == " " || last.text == "\n" {
      let isParagraph = isLineEnd && field.text[last.range].contains(0x0A)
      pieces[pieces.count - 1].text = isParagraph || last.text == "\n" ? "\n" : " "
      pieces[pieces.count - 1].range = last.range.lowerBound..<range.upperBound
      return
    }
    pieces.append(Piece(text: " ", range: range))
  }

  /// What a character reads as, one scalar each: compatibility forms resolved, marks gone.
  private static func plain(_ character: Character) -> [String] {
    let shown = character.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
    guard !shown.isEmpty else { return [] }
    let text = String(shown).decomposedStringWithCompatibilityMapping
    let bare = text.unicodeScalars.filter { scalar in
      let category = scalar.properties.generalCategory
      return category != .nonspacingMark && category != .enclosingMark
        && !scalar.properties.isDefaultIgnorableCodePoint
    }
    if let first = bare.first, !first.isWordOrBlank { return [String(shown)] }
    guard bare.first.map(takesMarks) ?? true else {
      return String(shown).precomposedStringWithCompatibilityMapping
        .unicodeScalars.map { String($0) }
    }
    return bare.map { String($0) }
  }

  /// Marks are decoration on these letters only; in other scripts they are vowels.
  private static func takesMarks(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x0530 || (0x1E00...0x1FFF).contains(scalar.value)
  }

  // MARK: Markup

  /// The end of markup that begins here and does not show: `**`, a tag, a comment, an escape.
  private func markupEnd(at start: Int) -> Int? {
    let text = field.text
    switch text[start] {
    case UInt8(ascii: "*"), UInt8(ascii: "`"), UInt8(ascii: "~"), UInt8(ascii: "_"):
      let end = start + text[start...].prefix { $0 == text[start] }.count
      let isSingle = end - start == 1
      if text[start] == UInt8(ascii: "~"), isSingle { return nil }
      if text[start] == UInt8(ascii: "_"), isSingle { return nil }
      let touches = isWord(start - 1) || isWord(end)
      return touches ? end : nil
    case UInt8(ascii: "\\"):
      return start + 1 < text.count && text[start + 1] > 0x20 ? start + 1 : nil
    case UInt8(ascii: "<"):
      guard start + 1 < text.count else { return nil }
      let next = text[start + 1]
      guard StrictView.isLetter(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: "!")
      else { return nil }
      return text[start...].prefix(300).firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 }
    default: return nil
    }
  }

  private func isWord(_ index: Int) -> Bool {
    guard field.text.indices.contains(index) else { return false }
    return field.text[index] >= 0x80 || StrictView.isLetter(field.text[index])
  }

  // MARK: Words

  /// Replaces look-alikes in words that then are Latin throughout; Russian stays Russian.
  mutating func resolveLookAlikes() {
    var start = 0
    while start < pieces.count {
      var end = start
      while end < pieces.count, pieces[end].isLetter || pieces[end].latin != nil { end += 1 }
      let word = start..<end
      if !word.isEmpty,
        word.allSatisfy({ pieces[$0].latin != nil || pieces[$0].text.utf8.count == 1 })
      {
        for index in word {
          if let latin = pieces[index].latin { pieces[index].text = String(Unicode.Scalar(latin)) }
        }
      }
      start = max(end, start + 1)
    }
  }

  /// `g u a r a n t e e d` and `g.u.a.r.a.n.t.e.e.d`: four letters or more, each by itself.
  mutating func joinSpacedLetters() {
    var joined: [Piece] = []
    var index = 0
    while index < pieces.count {
      let letters = spacedLetters(from: index)
      if letters.count >= 4 {
        joined += letters.map { pieces[$0] }
        index = (letters.last ?? index) + 1
      } else {
        joined.append(pieces[index])
        index += 1
      }
    }
    pieces = joined
  }

  private func spacedLetters(from start: Int) -> [Int] {
    guard isAlone(start) else { return [] }
    var letters = [start]
    var index = start
    while index + 2 < pieces.count, isGap(index + 1), isAlone(index + 2) {
      let isSameGap = pieces[index + 1].text == pieces[start + 1].text
      guard isSameGap else { break }
      index += 2
      letters.append(index)
    }
    return letters
  }

  private func isGap(_ index: Int) -> Bool {
    guard let byte = pieces[index].text.utf8.first, pieces[index].range.count == 1 else {
      return false
    }
    return StrictView.isSeparator(byte)
  }

  private func isAlone(_ index: Int) -> Bool {
    guard pieces[index].isASCIILetter else { return false }
    let before = index > 0 && pieces[index - 1].isLetter
    let after = index + 1 < pieces.count && pieces[index + 1].isLetter
    return !before && !after
  }

  /// `#GuaranteedResults` reads as two words.
  mutating func splitHashtags() {
    var split: [Piece] = []
    var isInTag = false
    for piece in pieces {
      if isInTag, piece.isUppercase, split.last?.isLowercase == true {
        split.append(Piece(text: " ", range: piece.range.lowerBound..<piece.range.lowerBound))
      }
      if piece.text == "#" || piece.text == "＃" {
        isInTag = true
      } else if !piece.isLetter, piece.text.first?.isNumber != true, piece.text != "_" {
        isInTag = false
      }
      split.append(piece)
    }
    pieces = split
  }

  /// The text put together again, with the way back to the file.
  var mapped: MappedText {
    var view = MappedText(capacity: field.text.count)
    for piece in pieces { view.append(piece.text.utf8, for: field.fileRange(piece.range)) }
    return view
  }
}

extension Character {
  /// Whether it is a blank or a line end; letters of ASCII are asked first, for they are most.
  fileprivate var isBlankLetter: Bool {
    guard let byte = asciiValue else { return isWhitespace }
    return byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  /// Whether it is shown as a picture: an emoji, a flag, a keycap, or several joined (UTS #51).
  var isEmojiSequence: Bool {
    guard let first = unicodeScalars.first else { return false }
    if first.properties.isEmojiPresentation { return true }
    let isSelected = unicodeScalars.contains { $0.value == 0xFE0F || $0.value == 0x20E3 }
    return first.properties.isEmoji && isSelected
      && (!first.isASCII || unicodeScalars.contains { $0.value == 0x20E3 })
  }
}

extension Unicode.Scalar {
  /// Whether a word can be made of it, or it stands between words.
  fileprivate var isWordOrBlank: Bool {
    properties.isAlphabetic || properties.numericType != nil || properties.isWhitespace
  }
}

extension String {
  fileprivate init(_ scalars: [Unicode.Scalar]) {
    self = String(String.UnicodeScalarView(scalars))
  }
}
