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
    for text in Self.honest {
      let report = try check(text, .official, channel: channel)
      for rule in Set(report.findings.map(\.rule)) { fired[rule, default: 0] += 1 }
    }
    let budget = max(1, Self.honest.count * 3 / 100)
    #expect(fired.filter { $0.value > budget }.isEmpty, "\(fired)")
  }

  @Test func everyShippedRulePassesItsOwnTests() throws {
    for bound in try Self.rules.get() {
      #expect(bound.rule.testFailures() == [], "\(bound.rule.name)")
    }
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
    return try Linter(rules: try Self.rules.get(), register: register)
      .check(post, today: try #require(Day("2027-01-01")))
  }

  static let rules = Result {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
      .appending(path: "policy-repo-template/policies/social-media/rules").path
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { name in
      let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
      let rule = try Rule.load(name: "sm.\(name.dropLast(4))", path: name, text: text)
      return BoundRule(rule: rule, policy: "sm", version: "1.0")
    }
  }

  /// Ordinary posts of shops, cities, museums, projects and clubs, as such accounts write them.
  private static let honest = [
    "Night rides start on Friday at 20:00 CET. All dates: https://example.com/rides",
    "Version 4.2 is out: faster start, fewer crashes, 31 fixed bugs. https://example.com/4.2",
    "Our library opens an hour earlier on Saturdays from March.",
    "Thanks to the 214 people who planted trees with us on Sunday 🌳",
    "Road works on Mill Street until 14 May. Buses 4 and 7 take Station Road.",
    "The museum is closed on Monday. On Tuesday we show the new Roman room.",
    "We answer questions here from 9 to 17, Monday to Friday.",
    "Call for papers: send us your talk by 1 June. https://example.org/cfp",
    "Security release: please update to 2.8.1 today. Details: https://example.org/security",
    "Congratulations to Dr. Amina Yusuf on the prize for her work on batteries!",
    "Water is off in the old town between 9 and 11 tomorrow for repairs.",
    "Free repair café this Saturday, 10:00–14:00, town hall. Bring your toaster.",
    "We are looking for two mechanics in Leeds: https://example.com/jobs",
    "New on the blog: how we cut the energy our servers use by 18 % in a year.",
    "The video of yesterday's council meeting is online: https://example.gov/video",
    "Happy new year from all of us in the workshop.",
    "Storm warning for the coast tonight. Please stay away from the pier.",
    "Our spring catalogue is here, printed on recycled paper: https://example.com/spring",
    "Tickets for the summer concert go on sale on 3 May at 10:00.",
    "How do you carry your shopping by bike? Show us your set-up!",
    "The south entrance is step-free again. Thank you for your patience.",
    "We have moved: you find us at 12 Harbour Road now.",
    "Meet our apprentices: today Lena, who learns to build wheels.",
    "The survey on the cycle lane runs until Sunday: https://example.gov/survey",
    "#NightRideWeek begins! 7 cities, 40 rides, one lamp each.",
    "Sorry for the outage this morning between 8:10 and 8:45 UTC. It is fixed.",
    "Read the annual report for 2026: https://example.com/report",
    "Training for volunteers: first aid on 8 April, places are free.",
    "The festival is over. 12 tonnes of rubbish collected, thank you!",
    "Recipe of the week: leek and potato soup. https://example.com/soup",
    "Our engineer Ben explains how hub dynamos work (4 minutes, captions).",
    "Node.js 14.15.0 is now available, the first long-term release of that line.",
    "Parking is free on all four Saturdays in Advent.",
    "We support the Build working group with two servers. Happy to help!",
  ]
}
