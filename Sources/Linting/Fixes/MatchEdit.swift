import Documents

/// What `action: {name: edit, params: […]}` makes of a match, as Vale's editors do.
///
/// | params | result |
/// |---|---|
/// | `[regex, PATTERN, TEXT]` | each match of the pattern replaced; `$1` is its first group |
/// | `[trim_left, LETTERS]` | without these letters at the beginning |
/// | `[trim_right, LETTERS]` | without these letters at the end |
enum MatchEdit: Sendable {
  case regex(Pattern, String)
  case trimLeft(String)
  case trimRight(String)

  /// Reads `params`; nil for an edit that is not known, which is then left to a person.
  init?(_ parameters: [String]) throws(DocumentError) {
    switch (parameters.first, parameters.count) {
    case ("regex", 3):
      do throws(PatternError) {
        self = .regex(try Pattern(parameters[1]), parameters[2])
      } catch {
        throw DocumentError("bad pattern in 'params' of 'action': \(error.message)")
      }
    case ("trim_left", 2): self = .trimLeft(parameters[1])
    case ("trim_right", 2): self = .trimRight(parameters[1])
    default: return nil
    }
  }

  /// What to write in place of a match; nil where that is the match itself.
  func result(of text: String) throws(MatchError) -> String? {
    let edited = try edited(text)
    return edited == text ? nil : edited
  }

  private func edited(_ text: String) throws(MatchError) -> String {
    switch self {
    case .trimLeft(let letters): return String(text.drop { letters.contains($0) })
    case .trimRight(let letters):
      return String(text.reversed().drop { letters.contains($0) }.reversed())
    case .regex(let pattern, let template):
      var bytes = Array(text.utf8)
      for match in try pattern.matches(in: bytes).reversed() {
        bytes.replaceSubrange(match.range, with: match.filled(template, from: bytes).utf8)
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}

extension PatternMatch {
  /// A template with `$1`, `${2}` … filled by what the groups hold.
  func filled(_ template: String, from bytes: [UInt8]) -> String {
    var filled = template
    for (index, range) in groups.enumerated().reversed() {
      let group = range.map { String(decoding: bytes[$0], as: UTF8.self) } ?? ""
      filled = filled.replacing("${\(index + 1)}", with: group)
        .replacing("$\(index + 1)", with: group)
    }
    return filled
  }
}
