import Documents

/// What a draft's file says, whatever its form: keys with values, and the texts to be published.
struct PostSource {
  /// The keys; of a thread in JSON those of its first post.
  var yaml: YAMLMap
  /// Whether the file says anything about the post besides its text.
  var hasKeys: Bool
  var body: Field
  /// Parts of a thread that stand in the file itself.
  var thread: [Field] = []
  /// Texts with escapes, by the place at which they begin.
  var texts: [Position: MappedText] = [:]
  /// Where the post goes if it does not say.
  var usualChannels: [Channel] = []
  /// Whether it may leave out whose account it is for.
  var mayOmitAccount = false

  /// Reads Markdown or plain text with or without front matter, JSON (`.json`), or a `.tweet`.
  static func read(
    path: String,
    _ bytes: [UInt8],
    _ lines: LineIndex
  ) throws(DocumentError) -> PostSource {
    if path.hasSuffix(".json") { return try PostSource(json: bytes, lines) }
    return try PostSource(text: bytes, isTweet: path.hasSuffix(".tweet"))
  }

  private init(text bytes: [UInt8], isTweet: Bool) throws(DocumentError) {
    let matter = try FrontMatter(parsing: bytes)
    yaml = matter.yaml
    hasKeys = matter.isPresent
    let start = matter.bodyStart
    guard isTweet else {
      body = Field(.body, Array(bytes[start...]), at: start)
      return
    }
    let parts = Self.parts(of: bytes, from: start)
    body = Field(.body, Array(bytes[parts[0]]), at: parts[0].lowerBound)
    thread = parts.dropFirst().map { Field(.thread, Array(bytes[$0]), at: $0.lowerBound) }
    usualChannels = [.x]
    mayOmitAccount = true
  }

  /// `.tweet`: lines `---` part the posts of a thread.
  private static func parts(of bytes: [UInt8], from start: Int) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var (partStart, offset) = (start, start)
    while offset < bytes.count {
      let end = bytes[offset...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      if String(decoding: bytes[offset..<end], as: UTF8.self).trimmingBlanks == "---" {
        parts.append(partStart..<offset)
        partStart = end
      }
      offset = end
    }
    return parts + [partStart..<bytes.count]
  }

  /// An object with `text` and the keys of front matter, or a list of such for a thread.
  private init(json bytes: [UInt8], _ lines: LineIndex) throws(DocumentError) {
    _ = try UTF8Text.decode(bytes)
    var reader = JSONReader(bytes, lines)
    let document = try reader.document()
    texts = reader.texts
    var posts = [document]
    if case .list(let list) = document.content { posts = list }
    guard let first = posts.first else { throw document.error("there is no post in this list") }
    guard case .map(let map) = first.content else {
      throw first.error("a post is an object such as {\"text\": \"…\"}")
    }
    guard let text = map["text"] ?? map["body"] else { throw first.error("'text' is missing") }
    yaml = YAMLMap(map.entries.filter { !["text", "body"].contains($0.key) }, at: map.position)
    hasKeys = !yaml.isEmpty
    body = try Self.field(.body, text, reader.texts)
    for post in posts.dropFirst() { thread.append(try Self.part(post, reader.texts)) }
  }

  private static func part(
    _ value: YAMLValue,
    _ texts: [Position: MappedText]
  ) throws(DocumentError) -> Field {
    guard case .map(let map) = value.content else { return try field(.thread, value, texts) }
    guard let text = map["text"] ?? map["body"] else { throw value.error("'text' is missing") }
    return try field(.thread, text, texts)
  }

  private static func field(
    _ place: Place,
    _ value: YAMLValue,
    _ texts: [Position: MappedText]
  ) throws(DocumentError) -> Field {
    if value.isEmpty { return Field(place, [], at: 0) }
    guard case .scalar = value.content, let text = texts[value.position] else {
      throw value.error("'text' must be text")
    }
    return text.field(place)
  }

  /// A text among the keys, with its way back.
  func field(
    _ place: Place,
    _ text: String,
    _ value: YAMLValue,
    in bytes: [UInt8],
    _ lines: LineIndex
  ) -> Field {
    if let mapped = texts[value.position] { return mapped.field(place) }
    return Field(place, text, yaml: value.position, in: bytes, lines)
  }
}
