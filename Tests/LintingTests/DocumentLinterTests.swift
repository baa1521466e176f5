import Documents
import Testing

@testable import Linting

/// Documents against public styles: what is prose, what is not, and where it stands.
struct DocumentLinterTests {
  private static let text = """
    ---
    day: 2027-01-01
    ---
    # A heading XXX

    Setext *XXX*
    ------------

    Plain `XXX` and [XXX](https://x.example/XXX) and \\*XXX\\*, https://XXX.example/XXX.

    - A list XXX
      - deeper XXX

    1. Numbered XXX
       goes on XXX

    > Quoted XXX
    lazily XXX

    ```sh
    XXX
    ```

        XXX indented

    | Head XXX | b |
    |---|---|
    | a | **XXX** cell |

    ![Alt XXX](XXX.png) <b>XXX</b> AT&amp;XXX <!-- XXX -->

    [ref]: https://x.example/XXX
    """

  @Test(arguments: [
    (
      "text",
      [
        "4:13", "6:9", "9:18", "9:52", "11:10", "12:12", "14:13", "15:12", "17:10", "18:8",
        "26:8", "28:9", "30:7", "30:24", "30:39",
      ]
    ),
    ("heading", ["4:13", "6:9"]), ("heading.h2", ["6:9"]), ("heading.h1", ["4:13"]),
    ("list", ["11:10", "12:12", "14:13", "15:12"]), ("blockquote", ["17:10", "18:8"]),
    ("table", ["26:8", "28:9"]), ("table.header", ["26:8"]), ("code", ["9:8"]),
    ("link", ["9:18"]), ("strong", ["28:9"]), ("alt", ["30:7"]),
    ("paragraph", ["9:18", "9:52", "30:24", "30:39"]),
    (
      "'~blockquote & ~heading & ~list & ~table & text'",
      ["9:18", "9:52", "30:7", "30:24", "30:39"]
    ),
  ])
  func aRuleLooksWhereItsScopeSays(scope: String, places wanted: [String]) throws {
    let rule = "extends: existence\nmessage: m\nscope: \(scope)\ntokens: [XXX]\n"
    #expect(try places(rule, Self.text) == wanted)
  }

  @Test(arguments: [
    ("", ["1:1", "3:19", "11:3", "13:3"]),
    ("IgnoredScopes = em", ["1:1", "3:19", "9:2", "9:12", "11:3", "13:3"]),
    ("SkippedScopes = blockquote, ul", ["1:1", "3:19"]),
    ("IgnoredClasses = menu, x", ["1:1", "11:3", "13:3"]),
  ])
  func aConfigurationSaysWhatIsNoProse(line: String, places wanted: [String]) throws {
    let text = """
      XXX <span class="code">XXX</span>

      <div class="menu">XXX</div>

      <div class="pre">
      XXX <div>XXX</div>
      XXX</div>

      `XXX` <kbd>XXX</kbd> <KBD class="x">*XXX*</KBD>

      > XXX

      - XXX
      """
    let rule = "extends: existence\nmessage: m\ntokens: [XXX]\n"
    #expect(try places(rule, text, configuration: line + "\n[*]\nBasedOnStyles = s\n") == wanted)
  }

  @Test func theRawScopeIsTheFileAsItIs() throws {
    let rule = "extends: existence\nmessage: m\nscope: raw\nnonword: true\ntokens: ['XXX`']\n"
    #expect(try places(rule, Self.text) == ["9:8"])
  }

  @Test func aFormulaCountsTheDocumentsBlocks() throws {
    let rule = "extends: metric\nmessage: '%s'\nformula: heading.h2 + list\ncondition: '> 3'\n"
    #expect(try DocumentLinter.report(rule, Self.text).findings.map(\.message) == ["4.00"])
  }

  @Test(arguments: [
    ("text", ["2:8", "3:11"]), ("text.frontmatter.title", ["2:8"]), ("heading", []),
    ("frontmatter", ["2:8", "3:11"]), ("sentence", []), ("~frontmatter & text", []),
  ])
  func textsInFrontMatterHaveScopesOfTheirOwn(scope: String, places wanted: [String]) throws {
    let text = "---\ntitle: XXX\nsummary: \"XXX\"\ntags: [XXX]\nlong: |\n  XXX\n---\nText.\n"
    let rule = "extends: existence\nmessage: m\nscope: '\(scope)'\ntokens: [XXX]\n"
    #expect(try places(rule, text) == wanted)
    let ignoring = "IgnoredScopes = frontmatter\n[*]\nBasedOnStyles = s\n"
    #expect(try places(rule, text, configuration: ignoring) == [])
  }

  @Test(arguments: [
    ("vale s = NO", "vale s = YES"), ("vale styles = Other", "vale style = s"),
    ("vale s.R = off", "vale s.R = on"), ("vale s.R[\"XXX\"] = NO", "vale s.R[\"XXX\"] = YES"),
  ])
  func commentsSwitchStylesOffAndOn(off: String, on: String) throws {
    let text = "XXX\n\n<!-- \(off) -->\n\nXXX\n\n<!-- \(on) -->\n\nXXX\n"
    let rule = "extends: existence\nmessage: m\ntokens: [XXX]\n"
    #expect(try places(rule, text) == ["1:1", "9:1"])
  }

  @Test func aConfigurationIsWrittenAsPeopleWriteThem() throws {
    let text = """
      ; styles
      StylesPath = "ci/styles" # where they lie
      MinAlertLevel = 'warning'
      [*.md]
      BasedOnStyles = s, \\
        other
      s.R = NO # too loud
      TokenIgnores = (a), (b)
      TokenIgnores = (c)
      """
    let configuration = try ValeConfiguration(text)
    #expect(configuration.stylesPath == "ci/styles")
    #expect(configuration.minimum == .warning)
    let choice = configuration.choice(for: "a.md")
    #expect(choice.styles == ["s", "other"])
    #expect(choice.rules == ["s.R": false])
    #expect(choice.tokenIgnores.count == 3)
  }

  @Test func commentsSwitchRulesOffAndOnInDocuments() throws {
    let text = """
      XXX one

      <!-- vale off -->

      XXX two

      <!-- vale on -->

      XXX three

      <!-- vale s.R = NO -->

      XXX four

      <!-- vale s.R = YES -->

      XXX five
      """
    let rule = "extends: existence\nmessage: m\ntokens: [XXX]\n"
    #expect(try places(rule, text) == ["1:1", "9:1", "17:1"])
  }

  @Test(arguments: ["a\rb XXX\r", "a\r\nb XXX\r\n", "a\nb XXX\n"])
  func everyLineEndCounts(text: String) throws {
    let rule = "extends: existence\nmessage: m\ntokens: [XXX]\n"
    let finding = try #require(try DocumentLinter.report(rule, text).findings.first)
    #expect(finding.bytes.lowerBound == (text.contains("\r\n") ? 5 : 4))
  }

  @Test func definitionsHoldFromOneBlockToTheNext() throws {
    let rule =
      "extends: conditional\nmessage: m\nfirst: '\\b([A-Z]{3})\\b'\nsecond: '\\(([A-Z]{3})\\)'\n"
    #expect(try places(rule, "World Health Org (WHO).\n\nThe WHO and the ESA.\n") == ["3:17"])
  }

  @Test func aVocabularyIsTwoRulesAndExceptions() throws {
    var vocabulary = ValeVocabulary()
    vocabulary.add(accept: "Log4j\n# a remark\n[Tt]oo\n", reject: "Mac OS X\n")
    let configuration = try ValeConfiguration("[*]\nBasedOnStyles = Vale, s\nVale.Spelling = NO\n")
    let own = try DocumentLinter.rule(
      name: "s.R",
      path: "R.yml",
      text: "extends: existence\nmessage: m\ntokens: [too, so]\n",
      configuration,
      vocabulary
    )
    let linter = DocumentLinter(configuration, rules: try vocabulary.rules(configuration) + [own])
    let bytes = Array("Use log4j on Mac OS X, too, so so now.\n".utf8)
    let found = try linter.check(path: "a.md", bytes: bytes).findings
    #expect(
      found.map { "\($0.position) \($0.rule)" } == [
        "1:5 Vale.Terms", "1:14 Vale.Avoid", "1:29 Vale.Repetition", "1:29 s.R", "1:32 s.R",
      ]
    )
  }

  @Test func aConfigurationChoosesRulesByFileAndLevel() throws {
    let text = """
      StylesPath = styles
      MinAlertLevel = warning
      [*]
      BasedOnStyles = s
      [*.{md,txt}]
      s.R = NO
      [posts/*.md]
      s.R = error
      """
    let rule = "extends: existence\nmessage: m\nlevel: suggestion\ntokens: [XXX]\n"
    #expect(try places(rule, "XXX", configuration: text, path: "a.md") == [])
    #expect(try places(rule, "XXX", configuration: text, path: "posts/a.md") == ["1:1"])
    #expect(try places(rule, "XXX", configuration: text, path: "posts/a.rb") == ["1:1"])
  }

  @Test func whatAConfigurationIgnoresIsNotSeen() throws {
    let text =
      "[*]\nBasedOnStyles = s\nTokenIgnores = (\\$X+\\$)\nBlockIgnores = (?s)(<x>.*?</x>)\n"
    let rule = "extends: existence\nmessage: m\ntokens: [XXX]\n"
    #expect(try places(rule, "$XXX$ XXX\n\n<x>\nXXX\n</x>\n", configuration: text) == ["1:7"])
  }

  @Test(arguments: [
    ("StylePath = x", "1:1: the key 'StylePath' is not supported; did you mean 'StylesPath'?"),
    ("MinAlertLevel = grave", "1:1: 'MinAlertLevel' is suggestion, warning or error"),
    ("[*.md]\nTransform = a.xsl", "2:1: the key 'Transform' runs a program and is not supported"),
    ("[*.md]\ns.R = maybe", "2:1: a rule is YES, NO, suggestion, warning or error"),
    ("[*.md]\nnonsense", "2:1: a line is 'key = value' or '[files]'"),
  ])
  func aConfigurationThatIsNotFollowedIsRefused(text: String, message: String) {
    do throws(DocumentError) {
      _ = try ValeConfiguration(text)
      Issue.record("it was taken")
    } catch {
      #expect(error.description == message)
    }
  }

  @Test(
    .timeLimit(.minutes(2)),
    arguments: ["*", "[", "`", "![", "<", "> ", "- ", "_a ", "**a", "|"]
  )
  func hostileMarkdownCostsNoMoreThanItsLength(piece: String) throws {
    let rule = "extends: existence\nmessage: m\ntokens: [XXX]\n"
    let text = String(repeating: piece, count: 200_000 / piece.utf8.count) + " XXX"
    // So many backticks begin a block of code, in which nothing is prose.
    #expect(try DocumentLinter.report(rule, text).findings.count == (piece == "`" ? 0 : 1))
  }

  private func places(
    _ rule: String,
    _ text: String,
    configuration: String = "[*]\nBasedOnStyles = s\n",
    path: String = "a.md"
  ) throws -> [String] {
    try DocumentLinter.report(rule, text, configuration: configuration, path: path).findings
      .map(\.position.description)
  }
}
