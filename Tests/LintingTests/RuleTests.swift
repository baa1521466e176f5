import Documents
import Linting
import Testing

struct RuleTests {
  static let kinds =
    "existence, substitution, occurrence, repetition, consistency, conditional, capitalization, metric, readability, spelling, require, length, hashtag, link, secret, account, media, disclosure, approval, reserved, guard"
  static let writ = "writ:\n  clause: SM-7\n  because: b\n  instead: i\n"

  @Test(arguments: [
    ("tokens: [a]\n", "1:1: 'extends' is missing"),
    ("extends: existance\n", "1:10: unknown kind 'existance'; did you mean 'existence'?"),
    (
      "extends: sequence\n",
      "1:10: the kind 'sequence' needs parts of speech and is not supported; use \(RuleTests.kinds)"
    ),
    (
      "extends: script\n",
      "1:10: the kind 'script' runs a program and is not supported; use \(RuleTests.kinds)"
    ),
    ("extends: spelling\nmessage: m\n" + writ, "1:1: there is no dictionary here"),
    (
      "extends: metric\nmessage: m\nformula: wrods / 2\ncondition: '> 1'\n" + writ,
      "3:10: bad formula: there is no number 'wrods'; did you mean 'words'?"
    ),
    (
      "extends: metric\nmessage: m\nformula: (words\ncondition: '> 1'\n" + writ,
      "3:10: bad formula: a ')' is missing"
    ),
    (
      "extends: capitalization\nmessage: m\nmatch: $title\nthreshold: 80\n" + writ,
      "4:12: 'threshold' must be a number from 0 to 1"
    ),
    ("extends: consistency\nmessage: m\neither: {}\n" + writ, "1:1: 'either' is empty"),
    ("extends: existence\ntokens: [a]\n" + writ, "1:1: 'message' is missing"),
    ("extends: existence\nmessage: m\n" + writ, "1:1: 'tokens' or 'raw' is missing"),
    (
      "extends: existence\nmessage: m\ntoken: a\n" + writ,
      "3:1: unknown key 'token' in a rule of the kind 'existence'; did you mean 'tokens'?"
    ),
    (
      "extends: existence\nmessage: m\nlevel: eror\ntokens: [a]\n" + writ,
      "3:8: unknown level 'eror'; did you mean 'error'?"
    ),
    (
      "extends: existence\nmessage: m\nlevel: fatal\ntokens: [a]\n" + writ,
      "3:8: unknown level 'fatal'; use suggestion, warning, error"
    ),
    (
      "extends: existence\nmessage: m\nignorecase: yes\ntokens: [a]\n" + writ,
      "3:13: 'ignorecase' must be true or false"
    ),
    (
      "extends: existence\nmessage: m\ntokens: {a: b}\n" + writ,
      "3:9: 'tokens' must be a list, not a map"
    ),
    (
      "extends: existence\nmessage: m\ntokens:\n  - a\n  - 'b('\n" + writ,
      "5:5: bad pattern 'b(': missing closing parenthesis"
    ),
    (
      "extends: existence\nmessage: m\ntokens: ['(?<=a+)b']\n" + writ,
      "3:10: bad pattern '(?<=a+)b': lookbehind assertion is not fixed length"
    ),
    (
      "extends: substitution\nmessage: m\nswap:\n  a: b\n  '[c': d\n" + writ,
      "5:3: bad pattern '[c': missing terminating ] for character class"
    ),
    ("extends: occurrence\nmessage: m\ntoken: a\n" + writ, "1:1: 'max' or 'min' is missing"),
    ("extends: length\nmessage: m\nmax: ten\n" + writ, "3:6: 'max' must be a whole number"),
    (
      "extends: length\nmessage: m\nmax: 1\nunit: pages\n" + writ,
      "4:7: unknown unit 'pages'; use characters, bytes, words, channel"
    ),
    ("extends: require\nmessage: m\n" + writ, "1:1: 'field' is missing under 'writ'"),
    (
      "extends: length\nmessage: m\nmax: 1\n",
      "1:1: 'writ' is missing: every rule names the clause it serves"
    ),
    (
      "extends: length\nmessage: m\nmax: 1\nmax: 2\n",
      "4:1: the key 'max' is written twice; it is there already on line 3"
    ),
  ])
  func aRuleThatIsNotRightIsRefusedWithItsPlace(text: String, message: String) {
    #expect(failure(text) == message)
  }

  @Test(arguments: [
    ("  clasue: SM-7\n", "5:3: unknown key 'clasue' in 'writ'; did you mean 'clause'?"),
    ("  because: b\n  instead: i\n", "5:3: 'clause' is missing"),
    ("  clause: SM-7\n  instead: i\n", "5:3: 'because' is missing"),
    ("  clause: SM-7\n  because: b\n", "5:3: 'instead' is missing"),
    ("WHEN {account: offical}", "8:19: unknown account 'offical'; did you mean 'official'?"),
    (
      "WHEN {channel: [x, twitter]}",
      "8:23: unknown channel 'twitter'; use x, bluesky, mastodon, threads, linkedin, instagram, facebook, youtube, tiktok, blog"
    ),
    (
      "WHEN {audience: [publik]}",
      "8:21: unknown audience 'publik'; did you mean 'public'?"
    ),
    ("ON [body, thread]", "8:14: unknown on 'thread'; did you mean 'thread.*'?"),
    ("GATE stop", "8:9: 'gate' must be block, approve or advise"),
    ("EFFECTIVE {from: 2026-13-01}", "8:21: 'from' must be a day such as 2027-12-01"),
    ("EFFECTIVE {from: 2027-01-02, until: 2027-01-01}", "8:14: 'until' is before 'from'"),
    ("SUPPRESS {reason: never}", "8:13: 'reason' under 'suppress' must be required or optional"),
    ("TESTS [{post: x, finds: '1'}]", "8:28: 'finds' must be a place such as '1:9', any, or none"),
    ("TESTS [{post: x, find: any}]", "8:21: unknown key 'find' in a test; did you mean 'finds'?"),
  ])
  func theWritKeyIsReadStrictly(line: String, message: String) {
    let base = "  clause: SM-7\n  because: b\n  instead: i\n"
    let isKey = line.first?.isUppercase ?? false
    let words = line.split(separator: " ", maxSplits: 1)
    let keys = isKey ? "\(base)  \(words[0].lowercased()): \(words[1])\n" : line
    #expect(failure("extends: length\nmessage: m\nmax: 1\nwrit:\n" + keys) == message)
  }

  @Test func aWholeRuleIsReadAndPassesItsTests() throws {
    let rule = try Rule.load(
      name: "social-media.Promises",
      path: "Promises.yml",
      text: Self.promises
    )
    #expect(rule.testFailures() == [])
    #expect(rule.clause == "SM-7")
    #expect(rule.gate == .block)
    #expect(rule.terms?.suppression?.needsReason == true)
    #expect(rule.terms?.suppression?.role == "communications")
    #expect(rule.terms?.suppression?.days == 90)
    #expect(rule.terms?.law == ["16 CFR 255"])
    #expect(rule.terms?.channels == [.x, .linkedin])
  }

  @Test func aRuleWhoseTestsDoNotHoldSaysSo() throws {
    let tests =
      "  tests:\n    - {post: no x, finds: none}\n    - {post: x, finds: '1:2'}\n    - {post: y, finds: any}\n"
    let text = "extends: existence\nmessage: m\ntokens: [x]\n" + Self.writ + tests
    let failures = try Rule.load(name: "p.R", path: "R.yml", text: text).testFailures()
    #expect(
      failures.map(\.message) == [
        "expected nothing, but found at 1:4", "expected 1:2, but found at 1:1",
        "expected a finding, but nothing was found",
      ]
    )
    #expect(failures.first?.position == Position(line: 9, column: 7))
  }

  @Test func aRuleWithoutTestsIsReported() throws {
    let text = "extends: existence\nmessage: m\ntokens: [x]\n" + Self.writ
    let failures = try Rule.load(name: "p.R", path: "R.yml", text: text).testFailures()
    #expect(
      failures.map(\.message) == [
        "the rule has no test with 'finds: none'", "the rule has no test of a post that it finds",
      ]
    )
  }

  @Test func aRuleFileOfMoreThanAQuarterMebibyteIsRefused() {
    #expect(
      failure(String(repeating: "#", count: 300_000))
        == "300000 bytes; a rule may have at most 262144"
    )
  }

  private func failure(_ text: String) -> String? {
    do throws(DocumentError) {
      _ = try Rule.load(name: "p.R", path: "R.yml", text: text)
      return nil
    } catch {
      return error.description
    }
  }

  static let promises = """
    extends: existence
    message: "Do not promise results: '%s'."
    level: error
    ignorecase: true
    tokens: ['guaranteed?', 'no risk', 'always works']
    writ:
      clause: SM-7
      because: We can show what we measured; we cannot promise an outcome.
      instead: Say what was measured, where and when.
      when: {account: [official], channel: [x, linkedin]}
      on: [body, media.alt]
      gate: block
      suppress: {reason: required, role: communications, days: 90}
      effective: {from: 2026-01-01}
      law: ['16 CFR 255']
      tests:
        - {post: Results guaranteed., finds: '1:9'}
        - {post: Results guaranteed., account: own, finds: none}
        - {post: Results guaranteed., channel: blog, finds: none}
        - {post: Look, media: [{file: a.png, alt: no risk}], finds: any}
        - {post: No guarantees are made here., finds: none}
    """
}
