import Foundation
import Testing

@testable import Documents
@testable import Linting

/// Leaving a rule's tests out must change nothing else.
@Suite struct RuleTextTests {
  private static let rule = """
    extends: existence
    message: |
      A line that looks like a key:
      tests:
        - kept
    level: error
    tokens: [guaranteed]
    writ:
      clause: SM-7
      because: |
        More text.
        tests: kept
      tests:
        - {post: Results guaranteed., finds: '1:9'}

        - post: |
            several lines
          finds: none
      instead: Say what was measured.
    """

  @Test func `Only the block of tests goes, and every other line keeps its place`() {
    let short = RuleText.withoutTests(Self.rule)
    #expect(!short.contains("several lines"))
    #expect(short.contains("    - kept") && short.contains("tests: kept"))
    let (old, new) = (
      Self.rule.split(separator: "\n", omittingEmptySubsequences: false),
      short.split(separator: "\n", omittingEmptySubsequences: false)
    )
    #expect(old.count == new.count)
    #expect(zip(old, new).allSatisfy { $0 == $1 || $1.isEmpty })
  }

  @Test func `A rule reads the same without its tests`() throws {
    let whole = try Rule.load(name: "x.Rule", path: "Rule.yml", text: Self.rule)
    let short = try Rule.load(name: "x.Rule", path: "Rule.yml", text: Self.rule, withTests: false)
    #expect(whole.tests.count == 2 && short.tests.isEmpty)
    #expect(whole.terms?.instead == short.terms?.instead)
    #expect(whole.terms?.because == short.terms?.because)
  }

  @Test(arguments: ["writ: {tests: []}", "writ:\n   tests:\n    - x", "", "tests:\n  - x\n"])
  func `Another layout stays whole`(text: String) {
    #expect(RuleText.withoutTests(text) == text)
  }

  @Test func `What a check reads of the template's rules needs no parser`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("policy-repo-template/policies/social-media")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
    let rules = paths.filter { $0.hasSuffix(".yml") && $0 != "packs.yml" }
    #expect(rules.count > 80)
    for path in rules {
      let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
      var plain = PlainYAML(RuleText.withoutTests(text), startingAtLine: 1)
      #expect(plain.document() != nil, "\(path)")
    }
  }
}
