import Documents

/// `extends: account`: a draft for an official account by somebody who does not hold it that day.
///
/// It reads `accounts.yml` of the policy repository. A network that the register says nothing about
/// is not judged; on one that it covers a draft must name its `author`. In the message the first `%s`
/// is the author, the second the network, the third who may post there.
struct AccountHolder: RuleKind {
  static let name = "account"
  static let keys: [String] = []

  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    message = head.message
  }

  func hits(in fields: [Field], of post: Post, _ work: Work) throws(MatchError) -> [Hit] {
    guard post.account == .official, let register = post.register, let day = post.day else {
      return []
    }
    return post.channels.filter(register.covers).compactMap { channel in
      let holders = register.holders(on: channel, at: day)
      if let author = post.author, holders.contains(author) { return nil }
      let values = [
        post.author ?? "nobody", ChannelLimits.all[channel]?.name ?? channel.rawValue,
        holders.isEmpty ? "nobody today" : holders.sorted().joined(separator: ", "),
      ]
      return Hit(range: 0..<0, matched: post.author ?? "", message: message.filled(with: values))
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
  ]
}
