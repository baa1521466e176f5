import Policies
import Testing

/// How translations stand beside the text that counts.
struct TranslationTests {
  private static let english = "# T\n\n## One {#A-1 serves=trust}\ntext\n\n## Two {#A-2}\nmore\n"
  private static let german = "# T\n\n## Eins {#A-1 serves=trust}\nText\n\n## Zwei {#A-2}\nmehr\n"

  @Test func aTranslationThatWasMarkedIsCurrent() throws {
    let marked = try TranslationTests.marked()
    #expect(marked.contains("## Eins {#A-1 serves=trust of="))
    #expect(marked.contains("language: de\nof: "))
    #expect(try state(marked).isCurrent)
    #expect(try state(marked).summary.isEmpty)
  }

  @Test func aTranslationThatNobodyMarkedIsOutOfDate() throws {
    let state = try state(TranslationTests.front + TranslationTests.german)
    #expect(state.unreliable == ["", "A-1", "A-2"])
  }

  @Test(arguments: [
    ("text", "other text", "out of date: A-1"),
    ("## Two {#A-2}", "## Second {#A-2}", "out of date: A-2"),
    ("# T\n", "# Title\n", "out of date: the text before the first clause"),
    ("## Two {#A-2}", "## Two {#A-3}", "missing: A-3; extra: A-2"), ("text", "*text*", ""),
    ("more\n", "more\n\n## New {#A-9}\n", "missing: A-9"),
    ("## One {#A-1 serves=trust}\ntext\n", "", "extra: A-1"),
  ])
  func whatChangedInTheTextThatCountsIsNoticed(old: String, new: String, summary: String) throws {
    let english = TranslationTests.english.replacing(old, with: new)
    #expect(try state(TranslationTests.marked(), of: english).summary == summary)
  }

  @Test func anotherOrderIsNoticed() throws {
    let english = "# T\n\n## Two {#A-2}\nmore\n\n## One {#A-1 serves=trust}\ntext\n"
    let state = try state(TranslationTests.marked(), of: english)
    #expect(state.isReordered && state.faults.isEmpty && !state.isCurrent)
  }

  @Test func onlyTheClausesThatWereNamedAreMarkedAndOtherLinesStay() throws {
    let before = TranslationTests.front + TranslationTests.german
    let after = try TranslationTests.marked(["A-2"])
    #expect(try state(after).unreliable == ["", "A-1"])
    let (old, new) = (before.split(separator: "\n"), after.split(separator: "\n"))
    #expect(zip(old, new).count { $0 != $1 } == 1 && old.count == new.count)
    #expect(try TranslationTests.marked(["A-2"], in: after) == after)
  }

  @Test func whereATranslationWillNotDoTheWordsThatCountStandBesideIt() throws {
    let english =
      TranslationTests.english.replacing("text", with: "new text") + "\n## Three {#A-3}\n"
    let text = TranslatedText(
      try source(TranslationTests.marked()),
      of: try source(Sample.front + english),
      digest: TranslationTests.digest
    )
    #expect(text.pieces.map(\.clause) == ["", "A-1", "A-1", "A-2", "A-3"])
    #expect(
      text.pieces.map(\.origin)
        == [.translation, .outdated, .authoritative, .translation, .authoritative]
    )
    #expect(text.pieces[2].text == "## One {#A-1 serves=trust}\nnew text")
    #expect(text.pieces[0].text == "# T")
  }

  @Test func aChangeIsShownInTheTranslationAsFarAsItWillDo() throws {
    let counts = Redline(
      from: try policy(TranslationTests.english),
      to: try policy("# T\n\n## One {#A-1}\nnew\n\n## Two {#A-2}\nnew\n")
    )
    let own = Redline(
      from: try policy(TranslationTests.german),
      to: try policy("# T\n\n## Eins {#A-1}\nneu\n\n## Zwei {#A-2}\nmehr\n")
    )
    let shown = Redline(counts, in: own, unreliable: ["A-2"])
    #expect(shown.text(in: .plain).contains("[-Text-] {+neu+}"))
    #expect(shown.text(in: .plain).contains("[-more-] {+new+}"))
    #expect(
      Redline(counts, in: own, unreliable: ["A-1", "A-2"]).text(in: .plain).contains(
        "[-text-] {+new+}"
      )
    )
  }

  @Test(arguments: ["{#A-1 of=xyz}", "{#A-1 of=0123}", "{#A-1 of=0123456789ABCDEF}", "{#A-1 of}"])
  func aMarkThatWritDidNotWriteIsRefused(attributes: String) {
    #expect(Sample.error(Sample.front + "## A \(attributes)\n") != nil)
  }

  @Test(arguments: [
    ("policy.de.md", "de"), ("policy.pt-BR.md", "pt-BR"), ("policy.md", nil), ("policy..md", nil),
    ("policy.d.md", nil), ("policy.de.txt", nil), ("policy.de_DE.md", nil), ("xpolicy.de.md", nil),
  ])
  func aFileNameSaysTheLanguage(name: String, language: String?) {
    #expect(LanguageTag.ofFile(name) == language)
  }

  // MARK: Samples

  private static let front = Sample.front.replacing("language: en", with: "language: de")
  /// Any injective text will do for a digest here.
  private static let digest: ClauseMark.Digest = { text in
    var sum: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(sum, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func marked(
    _ ids: [String] = ["", "A-1", "A-2"],
    in text: String = front + german
  ) throws -> String {
    TranslationMarks.marking(
      ids,
      in: text,
      try PolicyDocument(parsing: Array(text.utf8)),
      of: try PolicyDocument(parsing: Array((Sample.front + english).utf8)),
      digest: digest
    )
  }

  private func state(_ german: String, of english: String = english) throws -> Translation {
    Translation(
      try PolicyDocument(parsing: Array(german.utf8)),
      of: try policy(english),
      digest: TranslationTests.digest
    )
  }

  private func policy(_ body: String) throws -> PolicyDocument { try Sample.policy(body) }

  private func source(_ text: String) throws -> PolicySource {
    try PolicySource(parsing: Array(text.utf8))
  }
}
