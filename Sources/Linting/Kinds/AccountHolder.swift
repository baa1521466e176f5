import Documents

/// `extends: account`: a draft for an official account by somebody who may not post there that day.
///
/// | key | meaning |
/// |---|---|
/// | `checks` | `holder` (the default): the author holds the account; `trained`: and has passed the training; `signed`: and has signed the policies in force; `paused`: nobody posts, the account is paused |
/// | `training-days` | how long a training counts; without it, always |
///
/// It reads `accounts.yml` of the policy repository (`trained:` beside a holder is the day of the
/// training, `status: paused` stops an account) and what people have signed. A network that the
/// register says nothing about is not judged; on one that it covers a draft must name its `author`. In
/// the message the first `%s` is the author, the second the network, the third who may post there, or
/// what is missing.
struct AccountHolder: RuleKind {
  static let name = "account"
  static let keys = ["checks", "training-days"]

  private enum Check: String, CaseIterable {
    case holder, trained, signed, paused
  }

  private let checks: [Check]
  private let trainingDays: Int?
  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    checks = try yaml["checks"]?.choices("checks") ?? [.holder]
    trainingDays = try yaml.count("training-days")
    message = head.message
  }

  func hits(in fields: [Field], of post: Post, _ work: Work) throws(MatchError) -> [Hit] {
    guard post.account == .official, let register = post.register, let day = post.day else {
      return []
    }
    return post.channels.filter(register.covers).flatMap { channel in
      checks.compactMap { lack($0, on: channel, register, post, day) }.prefix(1).map { lack in
        let network = ChannelLimits.all[channel]?.name ?? channel.rawValue
        let values = [post.author ?? "nobody", network, lack]
        return Hit(range: 0..<0, matched: post.author ?? "", message: message.filled(with: values))
      }
    }
  }

  /// What stands in the way, in words; nil when nothing does.
  private func lack(
    _ check: Check,
    on channel: Channel,
    _ register: AccountRegister,
    _ post: Post,
    _ day: Day
  ) -> String? {
    let holders = register.holders(on: channel, at: day)
    switch check {
    case .paused: return register.isPaused(channel) ? "the account is paused" : nil
    case .holder:
      if let author = post.author, holders.contains(author) { return nil }
      return holders.isEmpty ? "nobody today" : holders.sorted().joined(separator: ", ")
    case .trained:
      let last = post.author.flatMap { register.training(of: $0, on: channel, at: day) }
      guard let last else { return "no training" }
      guard let days = trainingDays, let end = last.adding(days: days) else { return nil }
      return end < day ? "the training of \(last) has run out" : nil
    case .signed:
      let standing = post.author.flatMap { post.records?.standing($0) }
      guard let standing else { return "not in the registry" }
      return standing.unsigned.isEmpty ? nil : standing.unsigned.joined(separator: ", ")
    }
  }
}

extension AccountHolder {
  private static let accounts =
    "accounts:\n- {id: x-main, status: active, channel: x, holders: [{person: ana, since: 2026-01-01, until: 2026-12-31}]}\n"
    + "- {id: li, status: example, channel: linkedin, holders: []}\n"

  static let examples: [RuleExample] = [
    RuleExample(
      rule: "message: m",
      post: "---\naccount: official\nchannel: x\nauthor: ben\n---\nHello",
      finds: ["1:1"],
      accounts: accounts
    ),
    RuleExample(
      rule: "message: m",
      post: "---\naccount: official\nchannel: x\n---\nHello",
      finds: ["1:1"],
      accounts: accounts
    ),
    RuleExample(
      rule: "message: m",
      post: "---\naccount: official\nchannel: [x, linkedin]\nauthor: ana\n---\nHello",
      finds: [],
      accounts: accounts
    ),
    RuleExample(
      rule: "message: m",
      post: "---\naccount: own\nchannel: x\nauthor: ben\n---\nHello",
      finds: [],
      accounts: accounts
    ),
    RuleExample(
      rule: "message: m",
      post: "---\naccount: official\nchannel: x\nauthor: ana\n---\nHello",
      finds: ["1:1"],
      accounts: accounts.replacing("2026-12-31", with: "2026-01-31")
    ),
    RuleExample(
      rule: "message: m\nchecks: [trained]\ntraining-days: 30",
      post: "---\naccount: official\nchannel: x\nauthor: ana\n---\nHello",
      finds: [],
      accounts: accounts.replacing("since:", with: "trained: 2026-05-20, since:")
    ),
    RuleExample(
      rule: "message: m\nchecks: [trained]\ntraining-days: 30",
      post: "---\naccount: official\nchannel: x\nauthor: ana\n---\nHello",
      finds: ["1:1"],
      accounts: accounts.replacing("since:", with: "trained: 2026-03-20, since:")
    ),
    RuleExample(
      rule: "message: m\nchecks: [paused, signed]",
      post: "---\naccount: official\nchannel: x\nauthor: ana\n---\nHello",
      finds: ["1:1"],
      accounts: accounts.replacing("active", with: "paused")
    ),
  ]
}
