import Documents

/// `extends: length`: a post that is too long or too short.
///
/// | key | meaning |
/// |---|---|
/// | `max` | the most that is allowed |
/// | `min` | the least |
/// | `unit` | `characters` as people count them (the default), `bytes` of UTF-8, `words`, or `channel` |
///
/// With `unit: channel` each network of the post counts as it does, and has its own limit
/// (`channels.yml`); a finding then says where the post could be split. Each part of a thread is
/// counted by itself. What is too long is shown from the first character too many. In the message
/// the first `%s` is the count, the second the limit, the third the network.
struct Length: RuleKind {
  static let name = "length"
  static let keys = ["max", "min", "unit"]

  /// What is counted.
  private enum Unit: String, CaseIterable {
    case characters, bytes, words, channel
  }

  private let max: Int?
  private let min: Int?
  private let unit: Unit
  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    max = try yaml.count("max")
    min = try yaml.count("min")
    unit = try yaml["unit"]?.choice("unit") ?? .characters
    guard max != nil || min != nil || unit == .channel else {
      throw DocumentError("'max' or 'min' is missing", at: yaml.position)
    }
    if unit == .channel, max != nil || min != nil {
      throw DocumentError("'unit: channel' has the channel's own limit", at: yaml.position)
    }
    message = head.message
  }

  func hits(in fields: [Field], of post: Post, _ work: Work) throws(MatchError) -> [Hit] {
    if unit == .channel {
      return post.channels.flatMap { channel in
        ChannelLimits.all[channel].map { hits(in: post, by: $0) } ?? []
      }
    }
    return post.parts.flatMap(hits)
  }

  private func hits(in field: Field) -> [Hit] {
    let text = field.trimmed
    let count = count(text)
    if let max, count > max {
      return [hit(in: field, from: offset(of: max, in: text)..<text.utf8.count, count, max)]
    }
    if let min, count < min { return [hit(in: field, from: 0..<0, count, min)] }
    return []
  }

  private func hit(in field: Field, from range: Range<Int>, _ count: Int, _ limit: Int) -> Hit {
    Hit(
      range: field.fileRange(range),
      matched: "",
      message: message.filled(with: [String(count), String(limit), ""])
    )
  }

  private func count(_ text: String) -> Int {
    switch unit {
    case .characters, .channel: text.count
    case .bytes: text.utf8.count
    case .words: text.split(whereSeparator: \.isWhitespace).count
    }
  }

  /// The byte at which the first unit too many begins.
  private func offset(of number: Int, in text: String) -> Int {
    switch unit {
    case .characters, .channel: text.prefix(number).utf8.count
    case .bytes: number
    case .words:
      text.split(whereSeparator: \.isWhitespace).dropFirst(number).first
        .map { text.utf8.distance(from: text.startIndex, to: $0.startIndex) } ?? 0
    }
  }
}

// MARK: By channel

extension Length {
  private func hits(in post: Post, by limits: ChannelLimits) -> [Hit] {
    post.parts.flatMap { field -> [Hit] in
      let text = Array(field.trimmed.utf8)
      if Self.fitsAnyhow(text, limits) { return [] }
      let counted = ChannelText(text, limits)
      if let start = counted.overflow(of: limits.max) {
        let numbers = [String(counted.count), String(limits.max), limits.name]
        let advice = Self.advice(counted.splits(of: limits.max, text: text), text)
        let said = message.filled(with: numbers) + advice
        return [Hit(range: field.fileRange(start..<text.count), matched: "", message: said)]
      }
      guard let most = limits.bytes, text.count > most else { return [] }
      let said = message.filled(with: ["\(text.count) bytes", "\(most) bytes", limits.name])
      return [Hit(range: field.fileRange(most..<text.count), matched: "", message: said)]
    }
  }

  /// Whether a text is so short that it need not be counted: nothing counts more than its bytes, but
  /// an address, which has a dot.
  private static func fitsAnyhow(_ text: [UInt8], _ limits: ChannelLimits) -> Bool {
    guard text.count <= limits.max, text.count <= limits.bytes ?? .max else { return false }
    guard let address = limits.address else { return true }
    return text.count + address * text.count { $0 == UInt8(ascii: ".") } <= limits.max
  }

  /// Where to split, by the words before each cut.
  private static func advice(_ cuts: [Int], _ text: [UInt8]) -> String {
    guard !cuts.isEmpty else { return "" }
    let places = cuts.prefix(4).map { cut in
      let words = String(decoding: text[..<cut], as: UTF8.self)
        .split(whereSeparator: \.isWhitespace).suffix(2)
      return "'\(words.joined(separator: " "))'"
    }
    let more = cuts.count > places.count ? ", …" : ""
    let parts = "\(cuts.count + 1) posts"
    return "; it fits into \(parts), split after \(places.joined(separator: ", "))\(more)"
  }
}

extension Length {
  static let examples: [RuleExample] = [
    RuleExample(rule: "message: m\nmax: 5", post: "abcd👩‍👩‍👧\n\n", finds: []),
    RuleExample(rule: "message: m\nmax: 5", post: "ab\nd👩‍👩‍👧f", finds: ["2:3"]),
    RuleExample(rule: "message: m\nmax: 3\nunit: bytes", post: "éé", finds: ["1:2"]),
    RuleExample(rule: "message: m\nmax: 2\nunit: words", post: "one  two three", finds: ["1:10"]),
    RuleExample(rule: "message: m\nmin: 2\nunit: words", post: "one", finds: ["1:1"]),
    RuleExample(
      rule: "message: m\nunit: channel",
      post: "---\naccount: own\nchannel: [x, linkedin]\n---\n"
        + String(repeating: "見", count: 130) + " https://example.com/a/very/long/address",
      finds: ["5:132"]
    ),
    RuleExample(
      rule: "message: m\nunit: channel",
      post: "---\naccount: own\nchannel: [mastodon, bluesky]\n---\n"
        + String(repeating: "a", count: 270) + " https://example.com/a/lo",
      finds: []
    ),
  ]
}
