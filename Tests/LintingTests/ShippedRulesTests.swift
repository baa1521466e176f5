import Documents
import Foundation
import Testing

@testable import Linting

/// The rules that a company starts with, against posts that others are sorry for, and honest ones.
struct ShippedRulesTests {
  enum Label { case blocked, found, passes, silent }

  @Test(arguments: [
    (
      "Ryan found two more 4 bottle packs of Dogfish Head's Midas Touch beer.... when we drink we do it right #gettngslizzerd",
      Account.official, Label.blocked
    ),
    (
      "Had to monitor Fox for a story. Can't. Deal. With. The. Blathering.", .official, .blocked
    ),
    (
      "Obamas gma even knew it was going 2 b bad! She died 3 days b4 he became president",
      .official, .blocked
    ),
    (
      "Millions are in uproar in #Cairo. Rumor is they heard our new spring collection is now available online",
      .official, .blocked
    ),
    ("Who's #notguilty of eating all the tasty treats they want!?", .official, .found),
    ("#WhyIStayed You had pizza", .official, .found),
    (
      "Netflix monthly viewing exceeded 1 billion hours for the first time ever in June", .official,
      .blocked
    ),
    (
      "nothing is free, only cheap #labor. Crew members only make $8.50hr how much is that steak bowl really?",
      .own, .silent
    ),
    (
      "We've deleted the rogue tweet but rest assured the Red Cross is sober and we've confiscated the keys.",
      .official, .passes
    ),
  ])
  func aKnownBlunderComesOutAsLabelled(text: String, account: Account, label: Label) throws {
    let report = try check(text, account)
    switch label {
    case .blocked: #expect(report.blocks, "\(text)")
    case .found: #expect(report.findings.contains { $0.level == .error }, "\(text)")
    case .passes: #expect(report.findings.map(\.rule) == [], "\(text)")
    case .silent: #expect(report.findings.isEmpty && report.notices.count == 1, "\(text)")
    }
  }

  @Test func aPostByAnExHolderIsStopped() throws {
    let text = "We're tweeting live from HR where we're all being fired! Exciting!!"
    let register = AccountRegister(holders: ["ana"])
    #expect(try check(text, .official, author: "poppy", register: register).blocks)
  }

  @Test(arguments: [Channel.x, .linkedin])
  func honestPostsRaiseNoFalseAlarm(channel: Channel) throws {
    var fired: [String: Int] = [:]
    for text in HonestPosts.all {
      let report = try check(text, .official, channel: channel)
      for rule in Set(report.findings.map(\.rule)) { fired[rule, default: 0] += 1 }
    }
    let budget = HonestPosts.all.count * 3 / 100
    #expect(HonestPosts.all.count >= 100)
    #expect(fired.filter { $0.value > budget && !Self.isAboutForm($0.key) }.isEmpty, "\(fired)")
  }

  private static let folderOfPosts = ProcessInfo.processInfo.environment["WRIT_TEST_POSTS"]

  /// A rule of every pack as well: whoever switches one on gets no more false alarms.
  @Test(.enabled(if: folderOfPosts != nil, "WRIT_TEST_POSTS names no folder with real posts"))
  func realPostsStayWithinTheBudgetOfFalseAlarms() throws {
    let folder = try #require(Self.folderOfPosts)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    var (posts, fired) = (0, [String: Int]())
    for name in names {
      let bytes = try [UInt8](Data(contentsOf: URL(filePath: folder + "/" + name)))
      for post in try Post(path: name, bytes: bytes).parts where !post.trimmed.isEmpty {
        posts += 1
        let report = try check(post.trimmed, .official)
        for rule in Set(report.findings.map(\.rule)) { fired[rule, default: 0] += 1 }
      }
    }
    #expect(posts > 0)
    let budget = max(1, posts * 3 / 100)
    #expect(
      fired.filter { $0.value > budget && !Self.isAboutForm($0.key) }.isEmpty,
      "\(posts) posts: \(fired)"
    )
  }

  /// Whether a rule is about the form or papers of a post and not about what it says.
  private static func isAboutForm(_ name: String) -> Bool {
    guard let rule = try? rules.get().first(where: { $0.rule.name == name })?.rule else {
      return false
    }
    return ["length", "hashtag", "require", "approval", "account", "media", "reserved"]
      .contains(rule.kind)
  }

  @Test func everyRuleServesAClauseOfThePolicy() throws {
    let policy = try String(contentsOfFile: Self.folder + "/policy.md", encoding: .utf8)
    for rule in try Self.rules.get().map(\.rule) {
      #expect(policy.contains("{#\(rule.clause ?? "") "), "\(rule.name)")
    }
  }

  @Test func everyShippedRulePassesItsOwnTests() throws {
    #expect(try Self.rules.get().count > 80)
    for bound in try Self.rules.get() {
      #expect(bound.rule.testFailures() == [], "\(bound.rule.name)")
    }
  }

  /// As large as a draft may be: no rule may give up on a text that people could have pasted.
  @Test(arguments: Account.allCases)
  func aPostOfOneMegabyteIsCheckedByEveryRule(account: Account) throws {
    let piece = """
      A long line of ordinary words about lamps, bikes and the roads that they are made for.
      tag follow share retweet to win chance giveaway, please write, leave, give us good reviews.
      See https://example.com/anna and @anna and a paid partnership, #ad, contest, 5 stars 🌳
      CAPITALS AND MORE CAPITALS, 1 2 3 4, the best of our new lamps É É É xxxxxxxxxxxxxxxxxxxxxxx
      """
    let text = String(repeating: piece, count: (1 << 20) / piece.utf8.count - 1)
    #expect(throws: Never.self) { try check(text, account) }
  }

  private func check(
    _ text: String,
    _ account: Account,
    channel: Channel = .x,
    author: String = "ana",
    register: AccountRegister? = nil
  ) throws -> Report {
    var post = Post(path: "a.md", text: text, account: account, channels: [channel])
    post.author = author
    let papers = ["require", "approval", "account"]
    let rules = try Self.rules.get().filter { register != nil || !papers.contains($0.rule.kind) }
    return try Linter(rules: rules, register: register)
      .check(post, today: try #require(Day("2027-01-01")))
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "policy-repo-template/policies/social-media").path

  /// The rules of the policy and of all its packs.
  ///
  /// Those that ask for papers which an example does not
  /// have are tried by their own tests only.
  static let rules = Result {
    let packs = try FileManager.default.contentsOfDirectory(atPath: folder + "/packs").sorted()
    return try (["rules"] + packs.map { "packs/\($0)" }).flatMap(rules)
  }

  private static func rules(in part: String) throws -> [BoundRule] {
    try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(part)").sorted().map { name in
      let path = "\(folder)/\(part)/\(name)"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let rule = try Rule.load(name: "sm.\(name.dropLast(4))", path: name, text: text)
      return BoundRule(rule: rule, policy: "sm", version: "1.0")
    }
  }
}
