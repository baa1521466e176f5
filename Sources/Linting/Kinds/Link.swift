import Documents

/// `extends: link`: addresses that readers should not get, or too many.
///
/// | key | meaning |
/// |---|---|
/// | `max` | the most in one post, or `channel` for the network's own limit |
/// | `hosts` | hosts that are found, with all below them; `*.local` ends so |
/// | `schemes` | the only ones that are right, such as `https` |
///
/// Addresses without `https://` count as well, as networks link them. `%s` in the message is the
/// address, or the number and the limit.
struct Link: TextKind {
  static let name = "link"
  static let keys = ["max", "hosts", "schemes"]

  private let max: Int?
  private let followsChannel: Bool
  private let hosts: [String]
  private let schemes: [String]
  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    followsChannel = yaml["max"]?.content == .scalar("channel", isPlain: true)
    max = followsChannel ? nil : try yaml.count("max")
    hosts = try yaml["hosts"]?.textList("hosts").map { $0.lowercased() } ?? []
    schemes = try yaml["schemes"]?.textList("schemes").map { $0.lowercased() } ?? []
    guard followsChannel || max != nil || !hosts.isEmpty || !schemes.isEmpty else {
      throw DocumentError("'max', 'hosts' or 'schemes' is missing", at: yaml.position)
    }
    message = head.message
  }

  func hits(in field: Field, _ work: Work) throws(MatchError) -> [Hit] {
    hits(in: field, limit: max)
  }

  func hits(in fields: [Field], of post: Post, _ work: Work) throws(MatchError) -> [Hit] {
    let limits = followsChannel ? post.channels.compactMap { ChannelLimits.all[$0]?.links } : []
    return fields.flatMap { hits(in: $0, limit: limits.min() ?? max) }
  }

  private func hits(in field: Field, limit: Int?) -> [Hit] {
    let addresses = Addresses.ranges(in: field.text)
    var hits = addresses.filter { isFound(field.string($0)) }.map { range in
      Hit(range, in: field, message.filled(with: [field.string(range)]))
    }
    if let limit, addresses.count > limit {
      let said = message.filled(with: [String(addresses.count), String(limit)])
      hits.append(Hit(addresses[limit], in: field, said))
    }
    return hits
  }

  private func isFound(_ address: String) -> Bool {
    let parts = address.lowercased().split(separator: "://", maxSplits: 1)
    let scheme = parts.count == 2 ? String(parts[0]) : nil
    if let scheme, !schemes.isEmpty, !schemes.contains(scheme) { return true }
    let host = String((parts.last ?? "").prefix { !"/:?#".contains($0) })
    return hosts.contains { wanted in
      let name = wanted.hasPrefix("*.") ? String(wanted.dropFirst(2)) : wanted
      return host == name || host.hasSuffix(".\(name)")
    }
  }
}

extension Link {
  static let examples: [RuleExample] = [
    RuleExample(
      rule: "message: \"'%s'\"\nhosts: [bit.ly, '*.example.net']",
      post: "https://bit.ly/x bit.ly/y www.rabbit.ly/z a.example.net/ https://example.org/bit.ly",
      finds: ["1:1", "1:18", "1:43"]
    ),
    RuleExample(
      rule: "message: m\nschemes: [https]",
      post: "http://example.com https://example.com example.com",
      finds: ["1:1"]
    ),
    RuleExample(rule: "message: m\nmax: 1", post: "example.com example.org", finds: ["1:13"]),
    RuleExample(
      rule: "message: m\nmax: channel",
      post: "---\naccount: own\nchannel: threads\n---\n"
        + String(repeating: "example.com ", count: 5),
      finds: []
    ),
  ]
}
