import Documents
import Testing

struct YAMLTests {
  @Test func textStaysTextAndKeepsItsPlace() throws {
    let yaml = "yes: no\nversion: 1.10\nquoted: \"a\\u200bb\"\nlist: [a, 'b']\n"
    let map = try YAML.parse(yaml).map("document")
    #expect(map.keys == ["yes", "version", "quoted", "list"])
    #expect(try map.required("yes").text("yes") == "no")
    #expect(try map.required("version").text("version") == "1.10")
    #expect(try map.required("quoted").text("quoted") == "a\u{200B}b")
    #expect(try map.required("list").textList("list") == ["a", "b"])
    #expect(map["list"]?.position == Position(line: 4, column: 7))
  }

  @Test func columnsCountCharactersAndLinesCountFromTheGivenOne() throws {
    let list = try YAML.parse("[e\u{301}e\u{301}, 👩‍👩‍👧, x]", startingAtLine: 5).list("list")
    #expect(list.map(\.position.column) == [2, 6, 9])
    #expect(list.map(\.position.line) == [5, 5, 5])
  }

  @Test(arguments: ["", "\n\n", "# only a comment\n", "---\n", "--- # nothing\n"])
  func anEmptyDocumentIsAnEmptyMap(text: String) throws {
    #expect(try YAML.parse(text).map("document").isEmpty)
  }

  @Test(arguments: [
    ("a: 1\nb: 2\na: 3\n", "3:1: the key 'a' is written twice; it is there already on line 1"),
    ("x:\n  'é': 1\n  é: 2\n", "3:3: the key 'é' is written twice; it is there already on line 2"),
    ("{a: 1, a: 2}", "1:2: the key 'a' is written twice"),
    ("a: &x 1\n", "1:4: anchors and aliases are not allowed; put quotes around the text"),
    ("a: *x\n", "1:4: anchors and aliases are not allowed; put quotes around the text"),
    ("? *x\n: 1\n", "1:3: anchors and aliases are not allowed; put quotes around the text"),
    ("a: !!int 1\n", "1:4: tags are not allowed; put quotes around the text"),
    ("a: !ruby/object {}\n", "1:4: tags are not allowed; put quotes around the text"),
    ("a: 1\n---\nb: 2\n", "2:1: only one document is allowed"),
    ("a: 1\n...\n", "2:1: only one document is allowed"),
    ("%YAML 1.1\n---\na: 1\n", "1:1: directives are not allowed"),
    ("[a]: 1\n", "1:1: a key must be text"),
    (
      "a: [1, 2\n",
      "2:1: did not find expected ',' or ']' (while parsing a flow sequence that begins on line 1)"
    ),
    (
      "a: 'x\n",
      "2:1: found unexpected end of stream (while scanning a quoted scalar that begins on line 1)"
    ),
    ("a: b: c\n", "1:5: mapping values are not allowed in this context"),
    ("a: \u{7}\n", "1:4: the character \\u{7} is not allowed in YAML"),
    ("a: b\rc: d\n", "1:5: the character \\u{D} is not allowed in YAML"),
    ("# x\u{2028}a: b\n", "1:4: the character \\u{2028} is not allowed in YAML"),
  ])
  func whatCouldBeReadTwoWaysIsRefused(text: String, message: String) {
    #expect(failure(text) == message)
  }

  @Test(arguments: [
    "a: use *plain* words & no 'quotes' or !marks",
    "a: |\n  *not an alias\n  &not an anchor\n  [[[[[[\n",
    "- 'it''s *x'\n- \"\\\"*x\"\n- a # *x\n",
    "a: long\n  'text' that\n  goes on\n'b': c\n",
  ])
  func marksInsideTextAreText(text: String) {
    #expect(failure(text) == nil)
  }

  @Test(arguments: [33, 1_000, 100_000])
  func deepNestingIsRefusedBeforeTheParserSeesIt(depth: Int) {
    let flow = String(repeating: "[", count: depth)
    let maps = String(repeating: "{a: ", count: depth)
    let dashes = String(repeating: "- ", count: depth)
    let keys = String(repeating: "? ", count: depth)
    for text in [flow, maps, dashes, keys, "a: \(flow)", "- 'x'\n- \(flow)"] {
      #expect(failure(text)?.hasSuffix("nested deeper than 32 levels") == true)
    }
  }

  @Test func indentedNestingIsRefused() {
    let lines = (0..<400).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(failure(lines) == "33:34: nested deeper than 32 levels")
  }

  @Test func manyBracketsThatDoNotNestAreFine() {
    #expect(failure(String(repeating: "- '[[[[[['\n- [[a]]\n- '\\[{'\n", count: 500)) == nil)
  }

  @Test func moreThanAMebibyteIsRefused() {
    let text = String(repeating: "#", count: YAML.sizeLimit + 1)
    #expect(failure(text) == "1048577 bytes of YAML; at most 1048576 are read")
  }

  private func failure(_ text: String) -> String? {
    do throws(DocumentError) {
      _ = try YAML.parse(text)
      return nil
    } catch {
      return error.description
    }
  }
}
