public import Documents

/// Looks at the words of a policy in English: overbroad limits, open lists, long sentences, slips.
public enum PolicyWording {
  /// The most words of a sentence that people read once.
  static let longSentence = 25
  /// The school grade that everybody reads with ease.
  static let highestGrade = 9.0

  /// Something in the words of a policy.
  public struct Finding: Equatable, Sendable {
    /// The check: a word, or `O01` to `O22` for limits that forbid more than they mean.
    public var check: String
    /// The bytes in the file.
    public var bytes: Range<Int>
    /// The words that it is about; empty when it is about the whole policy.
    public var matched: String
    /// What is wrong, in lower case, without a full stop.
    public var message: String
    /// What to write instead.
    public var instead: String?
    /// The state of the law behind it.
    public var regime: String?
    /// The day that this state is from.
    public var asOf: Day?
    /// What to write there, if that changes no meaning.
    public var replacement: String?
  }

  /// The checks there are, by name.
  public static var checks: [String] {
    ((try? WordingRule.all.get()) ?? []).map(\.id)
      + ["long-sentence", "reading-grade", "undefined-term"]
  }

  /// What is found in a policy.
  ///
  /// - Parameters:
  ///   - file: The policy's bytes, valid UTF-8.
  ///   - bodyStart: Where its Markdown begins.
  ///   - title: The policy's title.
  /// - Returns: The findings by place; those about the whole policy first.
  /// - Throws: `LintError` when a pattern could not finish.
  public static func findings(
    in file: [UInt8],
    bodyStart: Int,
    title: String
  ) throws(LintError) -> [Finding] {
    let read = PolicySentences(file, bodyStart: bodyStart)
    let (sentences, text) = (read.all, read.text)
    var found: [Finding] = []
    guard let rules = try? WordingRule.all.get() else { throw .noRules }
    for rule in rules {
      do throws(MatchError) {
        found += try rule.findings(in: sentences, text, title, bodyStart)
      } catch {
        throw LintError(error, rule: rule.id, path: title)
      }
    }
    do throws(MatchError) {
      found += try UndefinedTerms.findings(in: sentences, text)
    } catch {
      throw LintError(error, rule: "undefined-term", path: title)
    }
    found += longSentences(sentences) + grade(of: sentences, bodyStart)
    return found.sorted {
      ($0.bytes.lowerBound, $0.check) < ($1.bytes.lowerBound, $1.check)
    }
  }

  private static func longSentences(_ sentences: [PolicySentences.Sentence]) -> [Finding] {
    sentences.compactMap { sentence in
      let count = sentence.wordCount
      guard count > longSentence, !sentence.isHeading, sentence.text.first != UInt8(ascii: "|")
      else { return nil }
      return Finding(
        check: "long-sentence",
        bytes: sentence.start..<sentence.start,
        matched: "",
        message: "a sentence of \(count) words",
        instead: "cut it where a thought ends"
      )
    }
  }

  /// The grade of Flesch and Kincaid (1975) over all sentences.
  private static func grade(of sentences: [PolicySentences.Sentence], _ start: Int) -> [Finding] {
    let texts = sentences.filter { !$0.isHeading }.map { String(decoding: $0.text, as: UTF8.self) }
    let numbers = TextStatistics(texts).variables
    guard let words = numbers["words"], let all = numbers["sentences"], words > 100, all > 0 else {
      return []
    }
    let grade = 0.39 * words / all + 11.8 * (numbers["syllables"] ?? 0) / words - 15.59
    guard grade > highestGrade else { return [] }
    let shown = (grade * 10).rounded() / 10
    return [
      Finding(
        check: "reading-grade",
        bytes: start..<start,
        matched: "",
        message:
          "takes \(shown) years of school to read (Flesch and Kincaid); \(Int(highestGrade)) are enough for everybody",
        instead: "shorter sentences and words"
      )
    ]
  }
}

extension WordingRule {
  func findings(
    in sentences: [PolicySentences.Sentence],
    _ body: [UInt8],
    _ title: String,
    _ start: Int
  ) throws(MatchError) -> [PolicyWording.Finding] {
    if let about, try !about.matches(title) { return [] }
    if try Self.any(unlessDocument, in: body) { return [] }
    if !lacks.isEmpty { return try whole(body, sentences, start) }
    var found: [PolicyWording.Finding] = []
    for sentence in sentences {
      found += try words(in: sentence)
      found += try swapped(in: sentence)
    }
    return found
  }

  /// Something that the whole policy leaves out.
  private func whole(
    _ body: [UInt8],
    _ sentences: [PolicySentences.Sentence],
    _ start: Int
  ) throws(MatchError) -> [PolicyWording.Finding] {
    if try Self.any(lacks, in: body) { return [] }
    if !place.isEmpty, try !Self.any(place, in: body) { return [] }
    let place = sentences.first?.start ?? start
    return [finding(place..<place, "", message)]
  }

  private func words(
    in sentence: PolicySentences.Sentence
  ) throws(MatchError) -> [PolicyWording.Finding] {
    guard let match = try Self.first(of: find, in: sentence.text) else { return [] }
    for pattern in with where try !Self.any([pattern], in: sentence.text) { return [] }
    if try Self.any(unless, in: sentence.text) { return [] }
    let words = String(decoding: sentence.text[match], as: UTF8.self)
    let bytes = sentence.start + match.lowerBound..<sentence.start + match.upperBound
    return [finding(bytes, words, message)]
  }

  private func swapped(
    in sentence: PolicySentences.Sentence
  ) throws(MatchError) -> [PolicyWording.Finding] {
    var found: [PolicyWording.Finding] = []
    for swap in swaps {
      for match in try swap.pattern.matches(in: sentence.text) where match.endsWord(sentence.text) {
        let words = String(decoding: sentence.text[match.range], as: UTF8.self)
        let better = match.expanding(swap.replacement, in: sentence.text).withCase(of: words)
        let start = sentence.start + match.range.lowerBound
        var hit = finding(start..<start + match.range.count, words, message)
        hit.instead = isSafe ? "'\(better)'" : better
        hit.replacement = isSafe ? better : nil
        found.append(hit)
      }
    }
    return found
  }

  private func finding(
    _ bytes: Range<Int>,
    _ words: String,
    _ message: String
  ) -> PolicyWording.Finding {
    PolicyWording.Finding(
      check: id,
      bytes: bytes,
      matched: words,
      message: message,
      instead: instead,
      regime: regime,
      asOf: asOf
    )
  }

  private static func any(_ patterns: [Pattern], in text: [UInt8]) throws(MatchError) -> Bool {
    try first(of: patterns, in: text) != nil
  }

  private static func first(
    of patterns: [Pattern],
    in text: [UInt8]
  ) throws(MatchError) -> Range<Int>? {
    for pattern in patterns {
      if let match = try pattern.first(in: text) { return match.range }
    }
    return nil
  }
}

extension PatternMatch {
  /// Whether no letter follows.
  fileprivate func endsWord(_ text: [UInt8]) -> Bool {
    guard range.upperBound < text.count else { return true }
    let next = text[range.upperBound]
    return next < 0x80 && !StrictView.isLetter(next)
  }

  /// A replacement with what a group kept in place of `$1`.
  fileprivate func expanding(_ replacement: String, in text: [UInt8]) -> String {
    let kept = groups.first.flatMap { $0 }.map { String(decoding: text[$0], as: UTF8.self) }
    return replacement.replacing("$1", with: kept ?? "")
  }
}

extension String {
  /// With a capital first letter where the other text has one.
  fileprivate func withCase(of other: String) -> String {
    other.first?.isUppercase == true ? prefix(1).uppercased() + dropFirst() : self
  }
}
