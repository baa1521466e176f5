/// File patterns of a `.vale.ini` as regular expressions: `*` is any text, `{a,b}` a choice.
enum ValeGlob {
  static func pattern(_ glob: String) -> String {
    var depth = 0
    var pattern = ""
    for character in glob.hasPrefix("!") ? glob.dropFirst() : glob[...] {
      switch character {
      case "*": pattern += pattern.hasSuffix(".*") ? "" : ".*"
      case "?": pattern += "."
      case "{":
        depth += 1
        pattern += "(?:"
      case "}" where depth > 0:
        depth -= 1
        pattern += ")"
      case "," where depth > 0: pattern += "|"
      case "[", "]", "-", "^": pattern.append(character)
      case _ where character.isLetter || character.isNumber: pattern.append(character)
      default: pattern += "\\" + String(character)
      }
    }
    return glob.hasPrefix("!") ? "\\A(?!\(pattern)\\z)" : "\\A\(pattern)\\z"
  }
}
