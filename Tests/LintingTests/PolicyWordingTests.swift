import Documents
import Foundation
import Testing

@testable import Linting

/// What is found in the words of a policy, and what is left alone.
struct PolicyWordingTests {
  @Test func everyEntryOfTheDataCanBeRead() throws {
    let rules = try WordingRule.all.get()
    let ids = rules.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(Set((1...22).map { $0 < 10 ? "O0\($0)" : "O\($0)" }).isSubset(of: ids))
    #expect(ids.count == 38)
    for rule in rules where rule.id.hasPrefix("O") {
      #expect(rule.regime != nil && rule.asOf != nil && rule.instead != nil, "\(rule.id)")
    }
  }

  @Test(arguments: [
    ("You may not make disparaging or defamatory comments about Example.", ["O01"]),
    ("Never post any information or rumours that you know to be false.", []),
    ("Strong words about a manager are no harassment.", []),
    ("Make sure that your posts are completely accurate.", ["O02"]),
    ("Do not share confidential information.", ["O21", "O03"]),
    ("Please be respectful and professional at all times.", ["O04"]),
    ("Avoid inappropriate comments about the company.", ["O05"]),
    ("Do not post anything that could damage our reputation, even indirectly.", ["O06"]),
    ("You must not use our logo without our consent.", ["O07"]),
    ("You may show our logo, our shops and your work.", []),
    ("You need the prior written approval of your manager to post about work.", ["O08"]),
    ("You need nobody's permission to post.", []),
    ("Do not speak with the media.", ["O09"]),
    ("You may talk to the press as yourself.", []),
    ("You must not contact government agencies without first telling Legal.", ["O10"]),
    ("Nothing here stops you from reporting a possible breach of law to any authority.", []),
    ("Do not comment on legal matters.", ["O11"]),
    ("Do not friend your subordinates.", ["O12"]),
    ("Employees must report violations by colleagues.", ["O13"]),
    ("Always add a disclaimer to posts about work.", ["O14"]),
    ("Where readers could mistake your view for ours, you must make clear that it is yours.", []),
    ("Avoid discussing work-related situations in public forums.", ["O15"]),
    ("You may talk about your pay and your working conditions, if you like.", []),
    ("Do not post anonymously.", ["O16"]),
    ("You must provide the password of your personal accounts.", ["O17"]),
    ("You may be asked to remove posts.", ["O18"]),
    ("We monitor social media activity of employees.", ["O19"]),
    ("You must share our official posts.", ["O20"]),
    ("We may change this policy at any time without notice.", ["notice"]),
    ("This can cost you your job, up to and including termination.", ["only-termination"]),
    ("Networks, including but not limited to X.", ["open-list"]),
    ("Each employee keeps his or her own account.", ["gendered-words"]),
    ("**Last updated:** 3 May 2021", ["date-in-text"]),
    ("# Our policy\nVersion 2.1", ["date-in-text"]),
    ("Follow us on Twitter and read the Data Protection Act 1998.", ["stale-name", "stale-name"]),
    ("Harrassment is no joke.", ["spelling"]),
    ("Incidents must be reported within a day.", ["nobody-does-it"]),
    ("Incidents must be reported by the owner within a day.", []),
    ("A breach must be reported to the crisis contact.", []),
    ("A figure must be published first.", []),
    ("I agree to this policy as amended from time to time.", ["open-acknowledgement"]),
    ("The Act, as amended in 2017, is law.", []),
    ("By continuing to work here you agree to these rules.", ["implied-consent"]),
    (
      "Keep the Company Records safe. Whoever has Company Records locks them up.",
      ["undefined-term"]
    ),
    (
      "**“Company Record”** means what is on the list. Keep the Company Records safe, and all Company Records dry.",
      []
    ),
    (
      "Company Property means our bikes. Lock the Company Property, and lend no Company Property.",
      []
    ),
    ("Ask the United States Company once.", []),
    ("We are Example Ltd (the \"Company\"). Ask the Company, and tell the Company.", []),
    ("See https://twitter.com/example and wetherby.", []),
  ])
  func wordsAreFoundAndOthersLeftAlone(text: String, checks: [String]) throws {
    #expect(try found(text).map(\.check) == checks, "\(text)")
  }

  @Test(arguments: [
    ("We keep trade secrets.", "O21", true),
    ("We keep trade secrets. Notice: 18 U.S.C. 1833(b).", "O21", false),
    ("It is for our people in Germany.", "O22", true),
    ("It is for our people in Germany; the works council agreed in May.", "O22", false),
  ])
  func aPolicyIsReadAsAWhole(text: String, check: String, isFound: Bool) throws {
    #expect(try found(text).contains { $0.check == check } == isFound)
  }

  @Test func onlyASocialMediaPolicyNeedsWhatOneNeeds() throws {
    let wanted = ["crisis-contact", "handing-over", "rights", "scope", "training"]
    #expect(try found("Be kind.", title: "Social media policy").map(\.check).sorted() == wanted)
    #expect(try found("Be kind.", title: "Travel policy") == [])
  }

  @Test func placesAreThoseOfTheFile() throws {
    let file = Array("---\nid: x\n---\n# T\n\nOne line é\nand harrassment here.\n".utf8)
    let finding = try #require(
      try PolicyWording.findings(in: file, bodyStart: 14, title: "T").first
    )
    #expect(String(decoding: file[finding.bytes], as: UTF8.self) == "harrassment")
    #expect(finding.replacement == "harassment")
  }

  @Test func codeAndCommentsAreNoSentences() throws {
    #expect(try found("```\nDo not share confidential information.\n```\n<!-- version 2 -->") == [])
  }

  @Test func longSentencesAndHardTextsAreFound() throws {
    let long = (1...26).map { "word\($0)" }.joined(separator: " ") + "."
    #expect(try found(long).map(\.check) == ["long-sentence"])
    let hard = String(
      repeating: "Organisational communication responsibilities necessitate consideration. ",
      count: 30
    )
    #expect(try found(hard).map(\.check) == ["reading-grade"])
  }

  /// The policy that a company starts with is the measure of what may be found.
  @Test func thePolicyOfTheTemplateHasNothingToFind() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
      .appending(path: "policy-repo-template/policies/social-media/policy.md").path
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let bytes = Array(text.utf8)
    let start = try FrontMatter(parsing: bytes).bodyStart
    let found = try PolicyWording.findings(
      in: bytes,
      bodyStart: start,
      title: "Social media policy"
    )
    let shown = found.map { finding in
      "\(finding.check) \(LineIndex(bytes).position(ofByte: finding.bytes.lowerBound)) \(finding.matched) \(finding.message)"
    }
    #expect(shown == [])
  }

  private static let folder = ProcessInfo.processInfo.environment["WRIT_TEST_POLICIES"]

  @Test(.enabled(if: folder != nil, "WRIT_TEST_POLICIES names no folder with real policies"))
  func realPoliciesAreReadInTime() throws {
    let folder = try #require(Self.folder)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    where name.hasSuffix(".md") {
      let bytes = try [UInt8](Data(contentsOf: URL(filePath: folder + "/" + name)))
      let found = try PolicyWording.findings(
        in: bytes,
        bodyStart: 0,
        title: name.replacing("-", with: " ")
      )
      #expect(found.allSatisfy { $0.bytes.upperBound <= bytes.count }, "\(name)")
      #expect(Set(found.map(\.check)).subtracting(PolicyWording.checks) == [])
    }
  }

  private func found(_ text: String, title: String = "T") throws -> [PolicyWording.Finding] {
    try PolicyWording.findings(in: Array(text.utf8), bodyStart: 0, title: title)
  }
}
