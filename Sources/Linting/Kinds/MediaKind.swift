import Documents

/// `extends: media`: pictures and films that lack something, or are too many.
///
/// | key | meaning |
/// |---|---|
/// | `alt` | `true`: each must have a description that is not just a file's name |
/// | `needs` | keys that each entry of `media` must say something under, such as `licence` |
/// | `if` | only entries that say `true`, or anything, under this key, such as `ai` or `people` |
/// | `max` | the most in one post, or `channel` for the network's own limit (Bluesky: 4) |
///
/// Each post of a thread is counted by itself. In the message the first `%s` is the file, the second
/// what is missing; or the number, the limit and the network.
struct MediaKind: RuleKind {
  static let name = "media"
  static let keys = ["alt", "needs", "if", "max"]

  private let needsAlt: Bool
  private let needed: [String]
  private let condition: String?
  private let max: Int?
  private let followsChannel: Bool
  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    needsAlt = try yaml.flag("alt")
    needed = try yaml["needs"]?.textListOrOne("needs") ?? []
    condition = try yaml["if"]?.text("if")
    followsChannel = yaml["max"]?.content == .scalar("channel", isPlain: true)
    max = followsChannel ? nil : try yaml.count("max")
    guard needsAlt || !needed.isEmpty || followsChannel || max != nil else {
      throw DocumentError("'alt', 'needs' or 'max' is missing", at: yaml.position)
    }
    message = head.message
  }

  func hits(in fields: [Field], of post: Post, _ work: Work) throws(MatchError) -> [Hit] {
    let media = post.media.filter { entry in condition.map(entry.says) ?? true }
    return media.compactMap { lack(of: $0, in: post) } + tooMany(media, in: post)
  }

  private func lack(of entry: Post.Media, in post: Post) -> Hit? {
    var missing = needed.filter { !entry.says($0) }
    if needsAlt, entry.lacksDescription { missing.insert("alt", at: 0) }
    guard !missing.isEmpty else { return nil }
    let isOnlyAlt = missing == ["alt"]
    let place = (isOnlyAlt ? entry.altPosition : nil) ?? entry.position
    let values = [entry.file ?? "media", missing.joined(separator: ", ")]
    return hit(at: place, in: post, entry.file ?? "", values)
  }

  private func tooMany(_ media: [Post.Media], in post: Post) -> [Hit] {
    let limits: [(count: Int, name: String)] =
      followsChannel
      ? post.channels.compactMap { channel in
        ChannelLimits.all[channel].flatMap { limits in limits.media.map { ($0, limits.name) } }
      } : [max].compactMap { limit in limit.map { ($0, "") } }
    let parts = Dictionary(grouping: media, by: \.part).sorted { $0.key < $1.key }.map(\.value)
    return limits.flatMap { limit in
      parts.filter { $0.count > limit.count }.map { part in
        let values = [String(part.count), String(limit.count), limit.name]
        return hit(at: part[limit.count].position, in: post, "", values)
      }
    }
  }

  private func hit(
    at place: Position,
    in post: Post,
    _ matched: String,
    _ values: [String]
  ) -> Hit {
    let start = post.lines.byte(of: place) ?? 0
    return Hit(range: start..<start, matched: matched, message: message.filled(with: values))
  }
}

extension Post.Media {
  /// Whether the entry says something under a key that is not `false` or `no`.
  func says(_ key: String) -> Bool {
    facts[key].map { !["false", "no"].contains($0.lowercased()) } ?? false
  }
}

extension MediaKind {
  private static let top = "---\naccount: own\nchannel: [bluesky]\nmedia:\n"

  static let examples: [RuleExample] = [
    RuleExample(
      rule: "message: \"'%s' lacks: %s\"\nalt: true",
      post: top + "- {file: a.png, alt: A red lamp}\n- {file: b.png}\n- {file: c.png, alt: c.png}\n"
        + "---\nLook!",
      finds: ["6:3", "7:22"]
    ),
    RuleExample(
      rule: "message: m\nneeds: [licence, credit]\nif: others",
      post: top + "- {file: a.png, others: true, licence: CC BY 4.0}\n- {file: b.png}\n"
        + "- {file: c.png, others: true, licence: CC0, credit: Kim Berg}\n---\nLook!",
      finds: ["5:3"]
    ),
    RuleExample(
      rule: "message: m\nmax: channel",
      post: top + "- a.png\n- b.png\n- c.png\n- d.png\n- e.png\n---\nLook!",
      finds: ["9:3"]
    ),
    RuleExample(
      rule: "message: m\nmax: 1",
      post: top + "- a.png\nthread:\n- {text: Next, media: [b.png]}\n---\nLook!",
      finds: []
    ),
  ]
}
