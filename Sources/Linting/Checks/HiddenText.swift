/// Always on: characters that make a reader see another text than the one that is there.
///
/// Bidirectional embeddings, overrides and isolates (CVE-2021-42574), tag characters outside a valid
/// flag, and words of Latin letters with look-alikes from another script among them. The marks LRM,
/// RLM and ALM are left alone: Arabic and Hebrew posts need them.
enum HiddenText {
  static let ruleName = "hidden text"

  static func findings(in post: Post) -> [Finding] {
    post.fields.filter { $0.text.contains { $0 >= 0x80 } }.flatMap { field in
      ranges(in: field.text).prefix(Linter.findingLimit).map { finding($0, in: field, of: post) }
        + mixedWords(in: field).prefix(Linter.findingLimit).map { mixed($0, in: field, of: post) }
    }
  }

  private static func mixed(_ range: Range<Int>, in field: Field, of post: Post) -> Finding {
    let word = field.string(range)
    let hit = Hit(
      range,
      in: field,
      "hidden text: '\(word)' mixes letters that look alike (\(word.foreignCodes))"
    )
    var finding = Finding(hit, rule: ruleName, level: .error, gate: .block, in: post)
    finding.because = "Search, screen readers and readers who copy the word get another one."
    finding.instead = "Type the word again in one alphabet."
    return finding
  }

  /// Words of three letters or more in which a Latin letter stands beside a look-alike of one.
  private static func mixedWords(in field: Field) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var (offset, start) = (0, 0)
    var (latin, foreign, length) = (0, 0, 0)
    for scalar in String(decoding: field.text + [0x20], as: UTF8.self).unicodeScalars {
      if scalar.belongsToWord {
        if length == 0 { start = offset }
        length += 1
        if scalar.value < 0x250 { latin += 1 }
        if LookAlikes.isForeign(scalar), LookAlikes.latin(scalar) != nil { foreign += 1 }
      } else {
        if latin > 0, foreign > 0, length > 2 { words.append(start..<offset) }
        (latin, foreign, length) = (0, 0, 0)
      }
      offset += UTF8.width(scalar)
    }
    return words
  }

  private static func finding(_ range: Range<Int>, in field: Field, of post: Post) -> Finding {
    let codes = field.string(range).unicodeScalars.prefix(4)
      .map { "U+" + String($0.value, radix: 16, uppercase: true) }
    var hit = Hit(
      range,
      in: field,
      "hidden text: characters that cannot be seen (\(codes.joined(separator: " ")))"
    )
    hit.replacement = ""
    var finding = Finding(hit, rule: ruleName, level: .error, gate: .block, in: post)
    finding.because = "Readers would see another text than the one that is there."
    finding.instead = "Delete these characters and type the words again."
    return finding
  }

  /// Runs of hidden characters, as bytes of the text.
  private static func ranges(in text: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var (offset, start) = (0, 0)
    var run: [Unicode.Scalar] = []
    var before: Unicode.Scalar = " "
    for scalar in String(decoding: text + [0x20], as: UTF8.self).unicodeScalars {
      if isHidden(scalar) {
        if run.isEmpty { start = offset }
        run.append(scalar)
      } else {
        if !run.isEmpty, !isFlag(before, run) { ranges.append(start..<offset) }
        (run, before) = ([], scalar)
      }
      offset += UTF8.width(scalar)
    }
    return ranges
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    isBidirectional(scalar) || (0xE0000...0xE007F).contains(scalar.value)
  }

  /// A black flag, the letters and digits of a region such as `gbsct`, and the end mark (UTS #51).
  private static func isFlag(_ before: Unicode.Scalar, _ run: [Unicode.Scalar]) -> Bool {
    guard before.value == 0x1F3F4, run.last?.value == 0xE007F, (4...7).contains(run.count) else {
      return false
    }
    return run.dropLast().allSatisfy {
      (0xE0061...0xE007A).contains($0.value) || (0xE0030...0xE0039).contains($0.value)
    }
  }

  private static func isBidirectional(_ scalar: Unicode.Scalar) -> Bool {
    (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }
}

extension Unicode.Scalar {
  fileprivate var belongsToWord: Bool {
    if isASCII { return StrictView.isLetter(UInt8(value)) }
    return properties.isAlphabetic || properties.isDefaultIgnorableCodePoint
  }
}

extension String {
  /// The codes of the letters from another script, at most four.
  fileprivate var foreignCodes: String {
    unicodeScalars.filter(LookAlikes.isForeign).prefix(4)
      .map {
        "U+" + String(repeating: "0", count: 4 - min(4, String($0.value, radix: 16).count))
          + String($0.value, radix: 16, uppercase: true)
      }
      .joined(separator: " ")
  }
}
