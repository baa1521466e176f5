import Documents
import Testing

@testable import Linting

struct KindTests {
  @Test(arguments: RuleKinds.all.flatMap { kind in kind.examples.map { (kind.name, $0) } })
  func aKindFindsWhatItsExamplesSay(kind: String, example: RuleExample) throws {
    let rule = try rule("extends: \(kind)\n\(example.rule)")
    var post = try Post(path: "post.md", bytes: Array(example.post.utf8))
    post.register = try example.accounts.map { try AccountRegister(YAML.parse($0).map("accounts")) }
    post.day = Day("2026-06-01")
    let found = try rule.hits(in: post, Work()).map {
      post.lines.position(ofByte: $0.range.lowerBound).description
    }
    #expect(found == example.finds)
  }

  @Test func everyKindHasAnAcceptingAndARejectingExample() {
    for kind in RuleKinds.all {
      #expect(kind.examples.contains { !$0.finds.isEmpty }, "\(kind.name)")
      #expect(kind.examples.count > 1, "\(kind.name)")
    }
  }

  @Test(arguments: [
    ("extends: existence\nmessage: \"no '%s'\"\ntokens: [x]", "an x", "no 'x'"),
    ("extends: existence\nmessage: plain 100%\ntokens: [x]", "x", "plain 100%"),
    ("extends: substitution\nmessage: \"'%s' not '%s'\"\nswap: {a: b}", "a", "'b' not 'a'"),
    (
      "extends: substitution\nmessage: \"not '%[2]s' but %[1]s\"\nswap: {a: b}", "a",
      "not 'a' but b"
    ),
    (
      "extends: substitution\nmessage: \"'%s' not '%s'\"\naction: {name: replace}\nswap: {a: b|c|d}",
      "a", "'b', 'c', or 'd' not 'a'"
    ),
    (
      "extends: substitution\nmessage: '%s'\ncapitalize: true\nignorecase: true\nswap: {a: bc}",
      "A", "Bc"
    ),
    ("extends: substitution\nmessage: '%s'\nswap: {'(\\w+)-(\\w+)': $2 $1}", "a-b", "b a"),
    ("extends: occurrence\nmessage: '%d of %s'\ntoken: x\nmax: 1", "x x x", "3 of 3"),
    ("extends: length\nmessage: '%s of %s'\nmax: 2", "abc", "3 of 2"),
    ("extends: repetition\nmessage: \"'%s'\"\ntokens: ['\\w+']", "so so", "'so'"),
    ("extends: consistency\nmessage: \"'%s'\"\neither: {a: b}", "b, a", "'a'"),
    (
      "extends: capitalization\nmessage: \"'%s', not '%s'\"\nmatch: $title", "the lamp of a day",
      "'the lamp of a day', not 'The Lamp of a Day'"
    ),
    (
      "extends: metric\nmessage: '%s'\nformula: words / 4\ncondition: '> 0'", "one two three",
      "0.75"
    ),
  ])
  func theMessageSaysWhatWasFound(text: String, post: String, message: String) throws {
    let post = try Post(path: "post.md", bytes: Array(post.utf8))
    #expect(try rule(text).hits(in: post, Work()).map(\.message) == [message])
  }

  @Test func theLongestSwapIsTriedFirst() throws {
    let rule = try rule(
      "extends: substitution\nmessage: '%s'\nswap: {in: 1, in order to: 2, in order: 3}"
    )
    let post = try Post(path: "post.md", bytes: Array("in order to, in order, in".utf8))
    #expect(try rule.hits(in: post, Work()).map(\.message) == ["2", "3", "1"])
  }

  @Test func aRuleStopsAtItsLimit() throws {
    let rule = try rule("extends: existence\nmessage: m\nlimit: 2\ntokens: [x]")
    let post = try Post(path: "post.md", bytes: Array("x x x".utf8))
    #expect(try rule.hits(in: post, Work()).count == 2)
  }

  private func rule(_ text: String) throws -> Rule {
    // `require` needs its field, and with it a `writ:` key that a rule of a policy would complete.
    let text = text.replacing(
      "writ: {",
      with: "writ: {clause: SM-1, because: b, instead: i, on: [body, media.alt], "
    )
    return try Rule.load(
      name: "p.R",
      path: "R.yml",
      text: text,
      requiringClause: false,
      shelf: SystemDictionary.shelf
    )
  }
}
