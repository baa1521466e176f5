import Documents

/// `extends: require`: something that a post must say in its front matter.
///
/// | key under `writ` | meaning |
/// |---|---|
/// | `field` | `media.alt` (every picture or film has a description that is not just a file's name), `disclosure`, `account`, `author`, `channel`, `goal`, `campaign`, `risk`, `publish` or `sponsor` |
/// | `one-of` | the words that it may say |
/// | `quiet` | for `publish`, days between which nothing may go out: `[{from: 2027-01-10, until: 2027-02-02}]` |
///
/// A draft without `publish` goes out on the day of the check. `%s` in the message is the file's name
/// for `media.alt`; for `quiet` it is the day, and the second the next day that is free; otherwise the
/// field.
struct Require: RuleKind {
  static let name = "require"
  static let keys: [String] = []

  private enum Wanted: String, CaseIterable {
    case mediaAlt = "media.alt"
    case disclosure, account, author, channel, goal, campaign, risk, publish, sponsor
  }

  private let field: Wanted
  private let words: [String]
  private let quiet: [PolicyTerms.EffectiveDays]
  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    guard let value = try yaml["writ"]?.map("writ")["field"] else {
      throw DocumentError("'field' is missing under 'writ'", at: yaml.position)
    }
    field = try value.choice("field")
    let writ = try yaml["writ"]?.map("writ")
    words = try writ?["one-of"]?.textListOrOne("one-of") ?? []
    quiet =
      try writ?["quiet"]?.list("quiet").map { item throws(DocumentError) in
        try PolicyTerms.EffectiveDays(item)
      } ?? []
    if !quiet.isEmpty, field != .publish { throw value.error("'quiet' goes with 'field: publish'") }
    message = head.message
  }

  func hits(in fields: [Field], of post: Post, _ work: Work) throws(MatchError) -> [Hit] {
    if field == .mediaAlt { return post.media.filter(\.lacksDescription).map { hit($0, in: post) } }
    if !quiet.isEmpty { return quietHits(in: post) }
    guard isMissing(in: post) else { return [] }
    return [Hit(range: 0..<0, matched: "", message: message.filled(with: [field.rawValue]))]
  }

  private func isMissing(in post: Post) -> Bool {
    switch field {
    case .mediaAlt: false
    case .disclosure: post.disclosure?.isBlank ?? true
    case .account: !post.saysAccount
    case .author: post.author?.isBlank ?? true
    case .channel: post.channels.isEmpty
    case .goal, .campaign, .risk, .publish, .sponsor:
      post.facts[field.rawValue].map { !words.isEmpty && !words.contains($0) } ?? true
    }
  }

  /// The day on which the post goes out, if that is within a quiet time.
  private func quietHits(in post: Post) -> [Hit] {
    let written = post.facts["publish"].flatMap { Day(String($0.prefix(10))) }
    guard let day = written ?? post.day else { return [] }
    guard let window = quiet.first(where: { $0.contains(day) }) else { return [] }
    let next = window.until?.adding(days: 1)?.description ?? "the end, which is not set"
    let said = message.filled(with: [day.description, next])
    return [Hit(range: 0..<0, matched: "", message: said)]
  }

  private func hit(_ media: Post.Media, in post: Post) -> Hit {
    let start = post.lines.byte(of: media.altPosition ?? media.position) ?? 0
    return Hit(
      range: start..<start,
      matched: media.alt ?? "",
      message: message.filled(with: [media.file ?? "media"])
    )
  }
}

extension Post.Media {
  private static let suffixes = [
    "png", "jpg", "jpeg", "gif", "webp", "avif", "heic", "svg", "bmp", "tif", "tiff", "mp4", "mov",
    "webm", "m4v", "avi", "mp3", "pdf",
  ]

  /// Whether there is no description, or only a file's name in its place.
  var lacksDescription: Bool {
    guard let alt, !alt.isBlank else { return true }
    let words = alt.lowercased().filter { !$0.isWhitespace }
    let name = (file ?? "").lowercased().split(separator: "/").last.map(String.init) ?? ""
    if words == name || words == name.split(separator: ".").dropLast().joined(separator: ".") {
      return true
    }
    let isOneWord = !alt.contains(where: \.isWhitespace)
    return isOneWord && Self.suffixes.contains { words.hasSuffix(".\($0)") }
  }
}

extension Require {
  static let examples: [RuleExample] = [
    RuleExample(
      rule: "message: \"'%s' has no description\"\nwrit: {field: media.alt}",
      post: "---\naccount: own\nmedia:\n- {file: a.png, alt: A red lamp}\n- {file: b.png}\n"
        + "- {file: c.png, alt: c.png}\n- {file: d.png, alt: ''}\n- e.png\n---\nLook!",
      finds: ["5:3", "6:22", "7:22", "8:3"]
    ),
    RuleExample(
      rule: "message: say it\nwrit: {field: disclosure}",
      post: "---\naccount: own\ndisclosure: I work at Example.\n---\nGreat lamp!",
      finds: []
    ),
    RuleExample(
      rule: "message: m\nwrit: {field: channel}",
      post: "No front matter.",
      finds: ["1:1"]
    ),
    RuleExample(
      rule: "message: m\nwrit: {field: account}",
      post: "No front matter.",
      finds: ["1:1"]
    ),
    RuleExample(
      rule: "message: m\nwrit: {field: risk, one-of: [low, high]}",
      post: "---\naccount: own\nrisk: middling\n---\nText",
      finds: ["1:1"]
    ),
    RuleExample(
      rule: "message: m\nwrit: {field: publish, quiet: [{from: 2027-01-10, until: 2027-02-02}]}",
      post: "---\naccount: own\npublish: 2027-02-02T09:00\n---\nText",
      finds: ["1:1"]
    ),
    RuleExample(
      rule: "message: m\nwrit: {field: publish, quiet: [{from: 2027-01-10, until: 2027-02-02}]}",
      post: "---\naccount: own\npublish: 2027-02-03\n---\nText",
      finds: []
    ),
    RuleExample(
      rule: "message: m\nwrit: {field: author}",
      post: "---\naccount: own\nauthor: alice\n---\nText",
      finds: []
    ),
  ]
}
