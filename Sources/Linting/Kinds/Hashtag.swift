import Documents

/// `extends: hashtag`: hashtags that are too many, or hard to read.
///
/// | key | meaning |
/// |---|---|
/// | `max` | the most in one post, or `channel` for the network's own limit |
/// | `words` | words that tags are made of, or `common` for some 2,300 of English that Writ knows; a tag in small letters made of two or more is found |
///
/// In the message the first `%s` is the tag, the second how to write it, or the number and the limit.
struct Hashtag: RuleKind {
  static let name = "hashtag"
  static let keys = ["max", "words"]

  private let max: Int?
  private let followsChannel: Bool
  private let words: Set<String>
  private let usesCommonWords: Bool
  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    followsChannel = yaml["max"]?.content == .scalar("channel", isPlain: true)
    max = followsChannel ? nil : try yaml.count("max")
    usesCommonWords = yaml["words"]?.content == .scalar("common", isPlain: true)
    let listed = usesCommonWords ? nil : try yaml["words"]?.textList("words")
    words = Set(listed?.map { $0.lowercased() } ?? [])
    guard followsChannel || max != nil || !words.isEmpty || usesCommonWords else {
      throw DocumentError("'max' or 'words' is missing", at: yaml.position)
    }
    message = head.message
  }

  func hits(in fields: [Field], of post: Post, _ work: Work) throws(MatchError) -> [Hit] {
    let limits = followsChannel ? post.channels.compactMap { ChannelLimits.all[$0]?.hashtags } : []
    var hits: [Hit] = []
    for field in fields {
      let tags = try Self.tags.get(in: field)
      hits += tags.compactMap { split($0, in: field) }
      if let limit = limits.min() ?? max, tags.count > limit {
        let said = message.filled(with: [String(tags.count), String(limit)])
        hits.append(Hit(tags[limit], in: field, said))
      }
    }
    return hits
  }

  private func split(_ tag: Range<Int>, in field: Field) -> Hit? {
    let text = field.string(tag)
    guard !words.isEmpty || usesCommonWords, text == text.lowercased(),
      let parts = parts(of: text.dropFirst(), usesCommonWords ? Self.commonWords : words)
    else { return nil }
    let wanted = "#" + parts.map { String($0).capitalizedFirst }.joined()
    var hit = Hit(tag, in: field, message.filled(with: [text, wanted]))
    hit.replacement = wanted
    return hit
  }

  /// The words of a tag, the fewest that make up all of it; nil when there are not two.
  private func parts(of tag: Substring, _ words: Set<String>) -> [Substring]? {
    let letters = Array(tag)
    guard letters.count <= 60 else { return nil }
    var best: [[Range<Int>]?] = [[]] + Array(repeating: nil, count: letters.count)
    for end in letters.indices.map({ $0 + 1 }) {
      for start in stride(from: end - 1, through: Swift.max(0, end - 20), by: -1) {
        guard let before = best[start], words.contains(String(letters[start..<end])) else {
          continue
        }
        if before.count + 1 < best[end]?.count ?? .max { best[end] = before + [start..<end] }
      }
    }
    guard let ranges = best[letters.count], ranges.count > 1 else { return nil }
    return ranges.map { Substring(String(letters[$0])) }
  }

  private static let tags = TagPattern()

  /// Words of English that tags are made of, and those that only look like two; read when a tag in
  /// small letters turns up.
  private static let commonWords = Set(
    String(decoding: PackageResources.common_words_txt, as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).map(String.init)
  )
}

/// Finds hashtags that a network would link.
private struct TagPattern: Sendable {
  private let pattern = Result { () throws(PatternError) in
    try Pattern("(?<![\\w&/])[#＃](?=\\w*\\p{L})\\w+")
  }

  func get(in field: Field) throws(MatchError) -> [Range<Int>] {
    guard field.text.contains(where: { $0 == UInt8(ascii: "#") || $0 >= 0x80 }),
      let pattern = try? pattern.get()
    else { return [] }
    return try pattern.matches(in: field.text).map(\.range)
  }
}

extension Hashtag {
  static let examples: [RuleExample] = [
    RuleExample(
      rule: "message: \"'%s' as '%s'\"\nwords: [night, ride, bike, week]",
      post: "Come to #nightride and #NightRide, #bike, #bikenightrideweek!",
      finds: ["1:9", "1:43"]
    ),
    RuleExample(
      rule: "message: m\nwords: common",
      post: "#gettingstarted #photooftheday, #keynote #together #nodejs #Gettingstarted",
      finds: ["1:1", "1:17"]
    ),
    RuleExample(rule: "message: m\nmax: 2", post: "#a #b https://x.example/#c &#39; #1", finds: []),
    RuleExample(rule: "message: m\nmax: 2", post: "#a #b #c", finds: ["1:7"]),
    RuleExample(
      rule: "message: m\nmax: channel",
      post: "---\naccount: own\nchannel: instagram\n---\n" + String(repeating: "#a ", count: 31),
      finds: ["5:91"]
    ),
  ]
}
