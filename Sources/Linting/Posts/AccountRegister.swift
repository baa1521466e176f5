public import Documents

/// Who holds which official account: `accounts.yml` of a policy repository.
///
/// An account with `status: example` counts for nothing, so a repository that was just begun stops
/// nobody.
public struct AccountRegister: Sendable {
  /// One official account.
  struct Entry: Sendable {
    var id: String
    var channel: Channel
    var holders: [Holder]
  }

  /// A person who may post, both days included.
  struct Holder: Sendable {
    var person: String
    var since: Day?
    var until: Day?
  }

  let accounts: [Entry]

  /// Reads the register; keys that only people need are left alone.
  public init(_ yaml: YAMLMap) throws(DocumentError) {
    var accounts: [Entry] = []
    for item in try yaml["accounts"]?.list("accounts") ?? [] {
      let account = try item.map("an account")
      guard try account["status"]?.text("status") == "active" else { continue }
      accounts.append(try Entry(account))
    }
    self.accounts = accounts
  }

  /// A register in which some persons hold an account on every network, for a rule's tests.
  init(holders: [String]) {
    accounts = Channel.allCases.map { channel in
      Entry(id: channel.rawValue, channel: channel, holders: holders.map { Holder(person: $0) })
    }
  }

  /// Who may post on a network on a day.
  func holders(on channel: Channel, at day: Day) -> [String] {
    accounts.filter { $0.channel == channel }.flatMap(\.holders).filter { holder in
      (holder.since.map { $0 <= day } ?? true) && (holder.until.map { day <= $0 } ?? true)
    }.map(\.person)
  }

  /// Whether the register says anything about a network.
  func covers(_ channel: Channel) -> Bool { accounts.contains { $0.channel == channel } }
}

extension AccountRegister.Entry {
  init(_ map: YAMLMap) throws(DocumentError) {
    id = try map.required("id").text("id")
    channel = try map.required("channel").choice("channel")
    holders =
      try map["holders"]?.list("holders").map { item throws(DocumentError) in
        let holder = try item.map("a holder")
        return AccountRegister.Holder(
          person: try holder.required("person").text("person"),
          since: try holder["since"]?.optionalDay("since"),
          until: try holder["until"]?.optionalDay("until")
        )
      } ?? []
  }
}

extension YAMLValue {
  /// A day; nothing and `null` are none.
  fileprivate func optionalDay(_ what: String) throws(DocumentError) -> Day? {
    if isEmpty || content == .scalar("null", isPlain: true) { return nil }
    return try day(what)
  }
}
