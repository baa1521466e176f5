import Documents
import Testing

@testable import Linting

/// What Vale's own scenarios for Markdown ask for, with texts of the same shape.
struct ValeScenarioTests {
  @Test(arguments: [
    ("'~blockquote'", ["1:3", "5:4", "7:3", "9:1"]),
    ("'~heading.h2'", ["1:3", "3:3", "7:3", "9:1"]),
    ("'~blockquote & ~heading & ~list'", ["9:1"]), ("sentence & ~blockquote", ["7:3", "9:1"]),
  ])
  func aSentenceStandsWhereItsParagraphDoes(scope: String, places: [String]) throws {
    let text = "# XXX a\n\n> XXX b.\n\n## XXX c\n\n- XXX d\n\nXXX e.\n"
    let rule = "extends: existence\nmessage: m\nscope: \(scope)\ntokens: [XXX]\n"
    #expect(try lines(rule, text) == places.map { "\($0) m" })
  }

  @Test func onePatternNeedsNoList() throws {
    let rule = "extends: existence\nmessage: \"'%s'\"\nscope: sentence\nraw: ^.*$\n"
    #expect(
      try lines(rule, "One is 2 A max.\nThe two.\n") == ["1:1 'One is 2 A max.'", "2:1 'The two.'"]
    )
  }

  @Test func codeIsCountedButIsNotThePlace() throws {
    let rule = "extends: occurrence\nmessage: m\nscope: heading\nmax: 12\ntoken: .\n"
    #expect(try lines(rule, "## `some code`, and text\n\n## `less`, so\n") == ["1:15 m"])
  }

  @Test func aNumberBeforeAHeadingIsNotItsFirstWord() throws {
    let rule = """
      extends: capitalization
      message: "'%s'"
      scope: heading
      match: $sentence
      prefix: '^[a-z]\\.\\s'
      """
    let text = "# 1. An important part\n\n## a. An important part\n\n## B. An important part\n"
    #expect(try lines(rule, text) == ["5:4 'B. An important part'"])
  }

  @Test func commentsMayHaveOtherMarks() throws {
    let rule = "extends: existence\nmessage: m\ntokens: [XXX]\n"
    let text = """
      {/* vale off */}

      XXX

      {/* vale on */} XXX {/*XXX*/} {/* XXX
      XXX */} XXX `{/* vale off */}` XXX <!-- vale off --> XXX {/* open XXX
      """
    let marks = "[*]\nBasedOnStyles = s\nCommentDelimiters = {/*, */}\n"
    #expect(try lines(rule, text, marks) == ["5:17 m", "6:9 m", "6:32 m"])
    #expect(
      throws: DocumentError(
        "'CommentDelimiters' is two marks such as {/*, */}",
        at: Position(line: 2, column: 1)
      )
    ) {
      try lines(rule, text, "[*]\nCommentDelimiters = {/*\n")
    }
  }

  @Test func aGreatManyCommentsAreReadOnce() throws {
    let comments = Array(repeating: "{/* vale off */} XXX {/* vale on */}\n\n", count: 20_000)
    let marks = "[*]\nBasedOnStyles = s\nCommentDelimiters = {/*, */}\n"
    let rule = "extends: existence\nmessage: m\ntokens: [XXX]\n"
    #expect(try lines(rule, comments.joined() + "XXX\n", marks) == ["40001:1 m"])
  }

  @Test func whatRunsAProgramIsRefusedAndALanguageIsRemarkedOn() throws {
    #expect(throws: DocumentError.self) { try ValeConfiguration("[*.xml]\nTransform = a.xsl\n") }
    let notices = try ValeConfiguration("[*.md]\nLang = de\n").notices
    #expect(notices.count == 1 && notices[0].hasPrefix("'Lang' has no effect"))
  }

  @Test func aGradeIsTheAverageOfItsMetrics() throws {
    let text =
      "# Intro\n\nOrganisational considerations necessitate documentation.\n\n- More of it.\n"
    let grades = try ["Flesch-Kincaid", "SMOG", "Flesch-Kincaid, SMOG"].map { metrics in
      let rule = "extends: readability\nmessage: '%s'\ngrade: 2\nmetrics: [\(metrics)]\n"
      return Double(try lines(rule, text)[0].dropFirst("1:1 ".count)) ?? 0
    }
    #expect(abs((grades[0] + grades[1]) / 2 - grades[2]) < 0.011)
    #expect(
      try lines(
        "extends: readability\nmessage: m\ngrade: 0\nmetrics: SMOG\n",
        "# A\n\n```\nls\n```\n"
      ) == []
    )
  }

  @Test(arguments: [
    ("metrics: [Flesch-Kinkaid]\ngrade: 7", "did you mean 'Flesch-Kincaid'?"),
    ("metrics: [Dale]\ngrade: 7", "use Gunning Fog, Coleman-Liau"),
    ("metrics: [SMOG]\ngrade: low", "'grade' is a number"), ("grade: 7", "'metrics' is missing"),
  ])
  func aGradeThatCannotBeWorkedOutIsRefused(keys: String, reason: String) {
    do {
      _ = try lines("extends: readability\nmessage: m\n\(keys)\n", "a")
      Issue.record("accepted")
    } catch {
      #expect("\(error)".contains(reason))
    }
  }

  private func lines(
    _ rule: String,
    _ text: String,
    _ configuration: String = "[*]\nBasedOnStyles = s\n"
  ) throws -> [String] {
    try DocumentLinter.report(rule, text, configuration: configuration).findings
      .map { "\($0.position) \($0.message)" }
  }
}
