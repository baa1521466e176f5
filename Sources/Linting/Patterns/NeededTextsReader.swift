/// Reads as much of PCRE2's pattern language as it takes to know what a match must hold.
///
/// `read` answers nil at the first construct that is not in its small grammar (`pcre2pattern(3)` has
/// all of them): what is not understood is not guessed.
struct NeededTextsReader {
  /// Something outside the grammar.
  private struct Unknown: Error {}

  private let scalars: [Unicode.Scalar]
  private var offset = 0
  private var depth = 0
  private static let depthLimit = 40

  init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

  /// What the whole pattern says.
  mutating func read() -> NeededTexts? {
    do throws(Unknown) {
      let part = try choice()
      return offset == scalars.count ? part : nil
    } catch {
      return nil
    }
  }

  private var next: Unicode.Scalar? { offset < scalars.count ? scalars[offset] : nil }

  private func isNext(_ text: String) -> Bool {
    scalars[offset...].starts(with: text.unicodeScalars)
  }

  private mutating func take() throws(Unknown) -> Unicode.Scalar {
    guard let scalar = next else { throw Unknown() }
    offset += 1
    return scalar
  }

  private mutating func choice() throws(Unknown) -> NeededTexts {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw Unknown() }
    var parts = [try sequence()]
    while next == "|" {
      offset += 1
      parts.append(try sequence())
    }
    return NeededTexts.choice(parts)
  }

  private mutating func sequence() throws(Unknown) -> NeededTexts {
    var parts: [NeededTexts] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      parts.append(try quantified(try atom()))
    }
    return NeededTexts.sequence(parts)
  }

  private mutating func atom() throws(Unknown) -> NeededTexts {
    let scalar = try take()
    switch scalar {
    case "(": return try group()
    case "[": return try characterClass()
    case "\\": return try escape()
    case ".": return .unknown
    case "^", "$": return .empty
    case "*", "+", "?": throw Unknown()
    default: return Self.letter(scalar)
    }
  }

  private static func letter(_ scalar: Unicode.Scalar) -> NeededTexts {
    guard scalar.isASCII else { return .unknown }
    return NeededTexts(whole: [[folded(UInt8(scalar.value))]], needed: nil)
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    (65...90).contains(byte) ? byte + 32 : byte
  }

  // MARK: Quantifiers

  private mutating func quantified(_ part: NeededTexts) throws(Unknown) -> NeededTexts {
    let (low, high): (Int, Int?)
    switch next {
    case "?": (low, high) = (0, 1)
    case "*": (low, high) = (0, nil)
    case "+": (low, high) = (1, nil)
    case "{": (low, high) = try bounds()
    default: return part
    }
    offset += 1
    if next == "?" || next == "+" { offset += 1 }
    // What follows another quantifier means different things in different versions.
    if let next, "?*+{".unicodeScalars.contains(next) { throw Unknown() }
    return part.repeated(atLeast: low, atMost: high)
  }

  /// `{2}`, `{2,}` or `{2,5}`; stops at the closing brace.
  private mutating func bounds() throws(Unknown) -> (Int, Int?) {
    offset += 1
    let low = try number()
    var high: Int? = low
    if next == "," {
      offset += 1
      high = next == "}" ? nil : try number()
    }
    guard next == "}" else { throw Unknown() }
    return (low, high)
  }

  private mutating func number() throws(Unknown) -> Int {
    let start = offset
    while let next, ("0"..."9").contains(next), offset - start < 5 { offset += 1 }
    let digits = String(String.UnicodeScalarView(scalars[start..<offset]))
    guard let number = Int(digits) else { throw Unknown() }
    return number
  }

  // MARK: Groups

  private mutating func group() throws(Unknown) -> NeededTexts {
    if next == "*" { throw Unknown() }
    var isWidthless = false
    if next == "?" {
      offset += 1
      guard let kind = try groupKind() else { return .empty }
      isWidthless = kind
    }
    let part = try choice()
    guard try take() == ")" else { throw Unknown() }
    return isWidthless ? .empty : part
  }

  /// What stands after `(?`: whether it looks without taking; nil when it only sets options.
  private mutating func groupKind() throws(Unknown) -> Bool? {
    for look in ["=", "!", "<=", "<!"] where isNext(look) {
      offset += look.count
      return true
    }
    if isNext(":") || isNext(">") {
      offset += 1
      return false
    }
    if isNext("<") || isNext("P<") { return try name() }
    while let option = next, "ims-".unicodeScalars.contains(option) { offset += 1 }
    switch try take() {
    case ")": return nil
    case ":": return false
    default: throw Unknown()
    }
  }

  private mutating func name() throws(Unknown) -> Bool {
    while try take() != ">" {}
    return false
  }

  // MARK: Classes and escapes

  /// `[…]`: a few plain letters, or any character.
  private mutating func characterClass() throws(Unknown) -> NeededTexts {
    var isPlain = next != "^"
    if !isPlain { offset += 1 }
    var letters: [Unicode.Scalar] = []
    var isFirst = true
    while true {
      let scalar = try take()
      switch scalar {
      case "]" where !isFirst:
        return isPlain ? Self.oneOf(letters) : .unknown
      case "[" where next == ":" || next == "." || next == "=": throw Unknown()
      case "\\":
        let escaped = try take()
        if escaped == "Q" || escaped == "E" { throw Unknown() }
        if escaped.properties.isAlphabetic || escaped.properties.numericType != nil {
          isPlain = false
        } else {
          letters.append(escaped)
        }
      case "-": isPlain = false
      default: letters.append(scalar)
      }
      isFirst = false
    }
  }

  private static func oneOf(_ letters: [Unicode.Scalar]) -> NeededTexts {
    guard letters.count <= 4, letters.allSatisfy(\.isASCII) else { return .unknown }
    return NeededTexts(
      whole: Array(Set(letters.map { folded(UInt8($0.value)) })).sorted().map { [$0] },
      needed: nil
    )
  }

  private mutating func escape() throws(Unknown) -> NeededTexts {
    let scalar = try take()
    switch scalar {
    case "b", "B", "A", "Z", "z", "G": return .empty
    case "d", "D", "w", "W", "s", "S", "h", "H", "v", "V", "R", "X", "n", "t", "r", "f", "e", "a":
      return .unknown
    case "p", "P": return try braced { _ in true }
    case "x": return try braced(Self.isHexDigit)
    case "0"..."9":
      while let next, ("0"..."9").contains(next) { offset += 1 }
      return .unknown
    case let mark where mark.isASCII && !mark.properties.isAlphabetic: return Self.letter(mark)
    default: throw Unknown()
    }
  }

  /// `\p{L}`, `\pL`, `\x{2026}`, `\x0A`.
  private mutating func braced(
    _ isAllowed: (Unicode.Scalar) -> Bool
  ) throws(Unknown) -> NeededTexts {
    guard next == "{" else {
      guard isAllowed(try take()) else { throw Unknown() }
      // The second digit of `\x0A`: what may belong to the escape is no letter of the text.
      if let next, Self.isHexDigit(next) { offset += 1 }
      return .unknown
    }
    while try take() != "}" {}
    return .unknown
  }

  private static func isHexDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && Character(scalar).isHexDigit
  }
}
