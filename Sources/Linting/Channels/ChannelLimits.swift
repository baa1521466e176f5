import Documents

/// How one network counts a post, and what it takes at most.
///
/// The numbers are data, `channels.yml` beside this file, each with its source.
struct ChannelLimits: Sendable {
  /// What counts as one.
  enum Count: String, CaseIterable, Sendable {
    /// X's weighted characters.
    case weighted
    /// Characters as people count them (extended grapheme clusters).
    case characters
    /// Characters, but an emoji counts as its bytes of UTF-8.
    case threads
  }

  /// The network's name as it writes it.
  let name: String
  let count: Count
  let max: Int
  /// The most bytes of UTF-8, where that is limited too.
  let bytes: Int?
  /// What an address counts, whatever its length; nil when it counts as it is.
  let address: Int?
  /// Whether `@person@host` counts as `@person`.
  let shortensHandles: Bool
  let links: Int?
  let hashtags: Int?
  let media: Int?
  /// Characters that cut a post short when it is sent by a program.
  let reserved: String?

  /// The limits of each network.
  static let all: [Channel: ChannelLimits] = {
    let text = String(decoding: PackageResources.channels_yml, as: UTF8.self)
    guard let map = try? YAML.parse(text).map("channels") else { return [:] }
    return Channel.allCases.reduce(into: [:]) { table, channel in
      table[channel] = try? map[channel.rawValue].map { try ChannelLimits($0.map("a channel")) }
    }
  }()

  init(_ yaml: YAMLMap) throws(DocumentError) {
    let known = [
      "name", "count", "max", "bytes", "address", "shortens-handles", "links", "hashtags", "media",
      "reserved", "plain-links", "source",
    ]
    try yaml.allow(only: known, in: "a channel")
    name = try yaml.required("name").text("name")
    count = try yaml.required("count").choice("count")
    max = try yaml.required("max").integer("max")
    bytes = try yaml.count("bytes")
    address = try yaml.count("address")
    shortensHandles = try yaml.flag("shortens-handles")
    links = try yaml.count("links")
    hashtags = try yaml.count("hashtags")
    media = try yaml.count("media")
    reserved = try yaml["reserved"]?.text("reserved")
  }
}
