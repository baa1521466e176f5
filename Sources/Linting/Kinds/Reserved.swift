import Documents

/// `extends: reserved`: characters that a network takes for its own when a program sends the post.
///
/// It knows no keys: the characters are data of each network (`channels.yml`). On LinkedIn one of
/// `\ { } @ [ ] ( ) < > # * _ ~ |` without a backslash before it silently cuts off the rest of a post
/// that is sent through its interface for programs; typed by hand they do no harm. LinkedIn's own forms
/// `{hashtag|\#|Tag}` and `@[Name](urn:li:…)` are left alone. In the message the first `%s` is the
/// character, the second the network.
struct Reserved: RuleKind {
  static let name = "reserved"
  static let keys: [String] = []

  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    message = head.message
  }

  func hits(in fields: [Field], of post: Post, _ work: Work) throws(MatchError) -> [Hit] {
    var hits: [Hit] = []
    for channel in post.channels {
      guard let limits = ChannelLimits.all[channel], let signs = limits.reserved else { continue }
      let reserved = Set(signs.utf8)
      for field in post.parts {
        for place in Self.places(of: reserved, in: field.text).prefix(work.limit - hits.count) {
          let sign = String(decoding: [field.text[place]], as: UTF8.self)
          hits.append(
            Hit(place..<place + 1, in: field, message.filled(with: [sign, limits.name]))
          )
        }
      }
    }
    return hits
  }

  /// The bytes of reserved characters that nothing escapes.
  private static func places(of reserved: Set<UInt8>, in text: [UInt8]) -> [Int] {
    var places: [Int] = []
    var index = 0
    while index < text.count {
      if let end = templateEnd(in: text, at: index) {
        index = end
      } else if text[index] == UInt8(ascii: "\\"), index + 1 < text.count,
        reserved.contains(text[index + 1])
      {
        index += 2
      } else {
        if reserved.contains(text[index]) { places.append(index) }
        index += 1
      }
    }
    return places
  }

  /// Where one of LinkedIn's own forms ends, if one begins here; at most 300 bytes are looked at.
  private static func templateEnd(in text: [UInt8], at start: Int) -> Int? {
    let rest = text[start..<min(text.count, start + 300)]
    if rest.starts(with: "{hashtag|".utf8) {
      return rest.firstIndex(of: UInt8(ascii: "}")).map { $0 + 1 }
    }
    guard rest.starts(with: "@[".utf8), let close = rest.firstIndex(of: UInt8(ascii: "]")),
      rest[(close + 1)...].starts(with: "(urn:li:".utf8)
    else { return nil }
    return rest[close...].firstIndex(of: UInt8(ascii: ")")).map { $0 + 1 }
  }
}

extension Reserved {
  private static let top = "---\naccount: own\nchannel: linkedin\n---\n"

  static let examples: [RuleExample] = [
    RuleExample(
      rule: "message: \"'%s' cuts it on %s\"",
      post: top + "Night rides (new) for #all",
      finds: ["5:13", "5:17", "5:23"]
    ),
    RuleExample(
      rule: "message: m",
      post: top + "Rides \\(new\\) {hashtag|\\#|All} with @[Ana](urn:li:person:1) and C\\_D.",
      finds: []
    ),
    RuleExample(
      rule: "message: m",
      post: "---\naccount: own\nchannel: x\n---\nRides (new)",
      finds: []
    ),
  ]
}
