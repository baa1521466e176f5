public import Documents

extension Post {
  static let knownKeys = [
    "channel", "account", "author", "media", "disclosure", "allow", "thread", "poll", "link",
    "warning", "audience", "region", "approved",
  ]

  /// Reads a draft: UTF-8 text with or without front matter, JSON, or a `.tweet`.
  ///
  /// Keys that belong to other tools are left alone; one that is a slip of a known key is refused.
  public init(path: String, bytes: [UInt8]) throws(DocumentError) {
    guard bytes.count <= Self.sizeLimit else {
      throw DocumentError("\(bytes.count) bytes; a post may have at most \(Self.sizeLimit)")
    }
    let lines = LineIndex(bytes)
    let source = try PostSource.read(path: path, bytes, lines)
    let yaml = source.yaml
    try Self.refuseSlips(in: yaml, of: Self.knownKeys)
    self.init(path: path, lines: lines, body: source.body)
    fields += source.thread
    saysAccount = source.hasKeys && (yaml["account"] != nil || !source.mayOmitAccount)
    if saysAccount { account = try Self.account(in: yaml) }
    channels = try yaml["channel"]?.choices("channel") ?? source.usualChannels
    audiences = try yaml["audience"]?.choices("audience") ?? []
    regions = try yaml["region"]?.choices("region") ?? []
    author = try yaml["author"]?.optionalText("author")
    allowances = try Self.allowances(in: yaml)
    approvals = try Self.approvals(in: yaml)
    facts = Self.facts(in: yaml)
    try readFields(source, bytes)
  }

  /// A post that says nothing about itself.
  init(path: String, lines: LineIndex, body: Field) {
    self.path = path
    self.lines = lines
    account = .official
    saysAccount = false
    channels = []
    audiences = []
    regions = []
    media = []
    allowances = []
    fields = [body]
  }

  /// A slip is one letter; more would forbid words that other tools use.
  fileprivate static func refuseSlips(in yaml: YAMLMap, of known: [String]) throws(DocumentError) {
    for entry in yaml.entries where !known.contains(entry.key) {
      if let near = Nearest.match(entry.key, among: known, atMost: 1) {
        throw DocumentError(
          "unknown key '\(TerminalText.safe(entry.key))'; did you mean '\(near)'?",
          at: entry.keyPosition
        )
      }
    }
  }

  private static func account(in yaml: YAMLMap) throws(DocumentError) -> Account {
    guard let value = yaml["account"], !value.isEmpty else {
      throw DocumentError(
        "say whose account: 'account: official' or 'account: own'",
        at: Position(line: 1, column: 1)
      )
    }
    return try value.choice("account")
  }

  private static func allowances(in yaml: YAMLMap) throws(DocumentError) -> [Allowance] {
    try yaml["allow"]?.list("allow").map { item throws(DocumentError) in
      let entry = try item.map("allow")
      try entry.allow(only: ["rule", "reason", "by", "on"], in: "an entry of 'allow'")
      return Allowance(
        rule: try entry.required("rule").text("rule"),
        reason: try entry["reason"]?.optionalText("reason"),
        person: try entry["by"]?.optionalText("by"),
        day: try entry["on"]?.day("on"),
        position: item.position
      )
    } ?? []
  }

  private mutating func readFields(
    _ source: PostSource,
    _ bytes: [UInt8]
  ) throws(DocumentError) {
    let yaml = source.yaml
    if let value = yaml["disclosure"], !value.isEmpty { disclosure = try value.text("disclosure") }
    var texts: [(Place, YAMLValue?)] = [
      (.disclosure, yaml["disclosure"]), (.warning, yaml["warning"]),
      (.linkTitle, try yaml["link"]?.inner("title")),
    ]
    texts += try Self.pollOptions(in: yaml).map { (.pollOptions, $0) }
    for item in try yaml["media"]?.list("media") ?? [] { try addMedia(item, source, bytes) }
    for (number, item) in try (yaml["thread"]?.list("thread") ?? []).enumerated() {
      texts.append((.thread, try item.inner("text")))
      for media in try item.inner("media", orItself: false)?.list("media") ?? [] {
        try addMedia(media, part: number + 1, source, bytes)
      }
    }
    for (place, value) in texts {
      guard let value, !value.isEmpty else { continue }
      fields.append(source.field(place, try value.text(place.rawValue), value, in: bytes, lines))
    }
  }

  private mutating func addMedia(
    _ item: YAMLValue,
    part: Int = 0,
    _ source: PostSource,
    _ bytes: [UInt8]
  ) throws(DocumentError) {
    var entry = try Media(item)
    entry.part = part
    media.append(entry)
    guard let alt = entry.alt, let place = entry.altPosition else { return }
    let value = YAMLValue(.scalar(alt, isPlain: false), at: place)
    fields.append(source.field(.mediaAlt, alt, value, in: bytes, lines))
  }

  /// `poll: {options: […]}` or `poll: […]`.
  private static func pollOptions(in yaml: YAMLMap) throws(DocumentError) -> [YAMLValue] {
    guard let poll = yaml["poll"], !poll.isEmpty else { return [] }
    return try (poll.inner("options") ?? poll).list("poll")
  }
}

extension YAMLValue {
  /// The value under a key, if this is a map; otherwise the value itself.
  fileprivate func inner(
    _ key: String,
    orItself: Bool = true
  ) throws(DocumentError) -> YAMLValue? {
    guard case .map(let map) = content else { return orItself ? self : nil }
    return map[key]
  }
}

extension Post.Media {
  /// Reads an entry of `media`: a map with `file` and `alt`, or the file's name alone.
  init(_ item: YAMLValue) throws(DocumentError) {
    guard case .map(let map) = item.content else {
      self.init(file: try item.text("media"), alt: nil, position: item.position, altPosition: nil)
      return
    }
    try Post.refuseSlips(in: map, of: ["file", "alt"])
    let alt = try map["alt"]?.optionalText("alt")
    self.init(
      file: try map["file"]?.optionalText("file"),
      alt: alt,
      position: item.position,
      altPosition: alt == nil ? nil : map["alt"]?.position,
      facts: Post.facts(in: map)
    )
  }
}
