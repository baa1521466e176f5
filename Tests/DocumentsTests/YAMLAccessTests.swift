import Documents
import Testing

struct YAMLAccessTests {
  private let map: YAMLMap

  init() throws {
    let yaml =
      "one: x\nnumber: -12\nyes: true\nword: yes\nday: 2028-02-29\nnone:\nmany: [a, b]\nin: {k: v}\n"
    map = try YAML.parse(yaml).map("document")
  }

  @Test func valuesAreReadAsWhatTheyAreAskedFor() throws {
    #expect(try map.required("number").integer("number") == -12)
    #expect(try map.required("yes").boolean("yes"))
    #expect(try map.required("day").day("day").description == "2028-02-29")
    #expect(try map.required("none").list("none").isEmpty)
    #expect(try map.required("none").map("none").isEmpty)
    #expect(try map.required("one").textListOrOne("one") == ["x"])
    #expect(try map.required("many").textListOrOne("many") == ["a", "b"])
    #expect(try map.required("in").map("in").required("k").text("k") == "v")
  }

  @Test func aWrongKindIsNamedWithItsPlace() {
    #expect(
      complaint { try $0.required("one").textList("one") } == "1:6: 'one' must be a list, not text"
    )
    #expect(complaint { try $0.required("one").map("one") } == "1:6: 'one' must be a map, not text")
    #expect(
      complaint { try $0.required("one").integer("one") } == "1:6: 'one' must be a whole number"
    )
    #expect(
      complaint { try $0.required("word").boolean("word") } == "4:7: 'word' must be true or false"
    )
    #expect(
      complaint { try $0.required("none").text("none") } == "6:6: 'none' must be text, not nothing"
    )
    #expect(
      complaint { try $0.required("many").text("many") } == "7:7: 'many' must be text, not a list"
    )
    #expect(
      complaint { try $0.required("one").day("one") }
        == "1:6: 'one' must be a day such as 2027-12-01"
    )
    #expect(complaint { try $0.required("clause") } == "1:1: 'clause' is missing")
  }

  @Test func anUnknownKeyIsRefusedAndTheNearestNamed() throws {
    let rule = try YAML.parse("message: x\nclasue: y\nzebra: z\n").map("rule")
    #expect(
      throws: unknownKey(
        "unknown key 'clasue' in a rule; did you mean 'clause'?",
        at: Position(line: 2, column: 1)
      )
    ) {
      try rule.allow(only: ["clause", "message"], in: "a rule")
    }
    #expect(
      throws: unknownKey(
        "unknown key 'zebra' in a rule; known keys: clasue, message",
        at: Position(line: 3, column: 1)
      )
    ) {
      try rule.allow(only: ["clasue", "message"], in: "a rule")
    }
  }

  /// What reading a value fails with, in words; `nil` if it does not.
  private func complaint<T>(_ read: (YAMLMap) throws -> T) -> String? {
    do {
      _ = try read(map)
      return nil
    } catch {
      return "\(error)"
    }
  }

  private func unknownKey(_ message: String, at position: Position) -> DocumentError {
    var error = DocumentError(message, at: position)
    error.isUnknownKey = true
    return error
  }
}
