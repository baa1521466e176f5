public import Documents

/// Who holds which official account: `accounts.yml` of a policy repository.
///
/// An account with `status: example` counts for nothing, so a repository that was just begun stops
/// nobody; one with `status: paused` is known, and nothing goes out there.
public struct AccountRegister: Sendable {
  /// One official account.
  struct Entry: Sendable {
    var id: String
    var channel: Channel
    var holders: [Holder]
    var isPaused = false
  }

  /// A person who may post, both days included.
  struct Holder: Sendable {
    var person: String
    var since: Day?
    var until: Day?
    /// The day of the training that the person passed.
    var trained: Day?
  }

  let accounts: [Entry]

  /// Reads the register; keys that only people need are left alone.
  public init(_ yaml: YAMLMap) throws(DocumentError) {
    var accounts: [Entry] = []
    for item in try yaml["accounts"]?.list("accounts") ?? [] {
      let account = try item.map("an account")
      let status = try account["status"]?.text("status")
      guard status == "active" || status == "paused" else { continue }
      var entry = try Entry(account)
      entry.isPaused = status == "paused"
      accounts.append(entry)
    }
    self.accounts = accounts
  }

  /// A register in which some persons hold an account on every network, for a rule's tests.
  init(holders: [String], trained: Day? = nil, isPaused: Bool = false) {
    let entries = holders.map { Holder(person: $0, trained: trained) }
    accounts = Channel.allCases.map { channel in
      Entry(id: channel.rawValue, channel: channel, holders: entries, isPaused: isPaused)
    }
  }

  /// Who may post on a network on a day.
  func holders(on channel: Channel, at day: Day) -> [String] {
    entries(on: channel, at: day).map(\.person)
  }

  /// The day of a holder's last training for a network.
  func training(of person: String, on channel: Channel, at day: Day) -> Day? {
    entries(on: channel, at: day).filter { $0.person == person }.compactMap(\.trained).max()
  }

  private func entries(on channel: Channel, at day: Day) -> [Holder] {
    accounts.filter { $0.channel == channel }.flatMap(\.holders).filter { holder in
      (holder.since.map { $0 <= day } ?? true) && (holder.until.map { day <= $0 } ?? true)
    }
  }

  /// Whether every account on a network is paused.
  func isPaused(_ channel: Channel) -> Bool {
    let entries = accounts.filter { $0.channel == channel }
    return !entries.isEmpty && entries.allSatisfy(\.isPaused)
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
          until: try holder["until"]?.optionalDay("until"),
          trained: try holder["trained"]?.optionalDay("trained")
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
