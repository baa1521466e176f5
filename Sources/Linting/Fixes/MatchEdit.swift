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
      let bytes = Array(text.utf8)
      var edited: [UInt8] = []
      var done = 0
      for match in try pattern.matches(in: bytes) {
        edited += bytes[done..<match.range.lowerBound]
        edited += match.filled(template, from: bytes).utf8
        done = match.range.upperBound
      }
      return String(decoding: edited + bytes[done...], as: UTF8.self)
    }
  }
}

extension PatternMatch {
  /// A template with `$1`, `${2}` … filled by what the groups hold.
  ///
  /// What a group holds is never a template itself. `$12` is the first group and a 2 where there are fewer
  /// than twelve; a number without a group stays as it is.
  func filled(_ template: String, from bytes: [UInt8]) -> String {
    let template = Array(template.utf8)
    var filled: [UInt8] = []
    var place = 0
    while place < template.count {
      guard let (group, end) = reference(in: template, at: place) else {
        filled.append(template[place])
        place += 1
        continue
      }
      if let range = groups[group - 1] { filled += bytes[range] }
      place = end
    }
    return String(decoding: filled, as: UTF8.self)
  }

  /// The group that is named at a place of a template, and where its name ends.
  private func reference(in template: [UInt8], at place: Int) -> (group: Int, end: Int)? {
    guard template[place] == UInt8(ascii: "$") else { return nil }
    let isBraced = template[(place + 1)...].first == UInt8(ascii: "{")
    let start = place + (isBraced ? 2 : 1)
    let digits = template[start...].prefix { (0x30...0x39).contains($0) }.prefix(3)
    for count in stride(from: digits.count, to: 0, by: -1) {
      let end = start + count
      guard let group = Int(String(decoding: digits.prefix(count), as: UTF8.self)),
        groups.indices.contains(group - 1)
      else { continue }
      guard isBraced else { return (group, end) }
      return template[end...].first == UInt8(ascii: "}") ? (group, end + 1) : nil
    }
    return nil
  }
}
