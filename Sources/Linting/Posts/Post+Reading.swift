public import Documents

extension Post {
  static let knownKeys = ["channel", "account", "author", "media", "disclosure", "allow"]

  /// Reads a draft: UTF-8 with or without front matter.
  ///
  /// Keys that belong to other tools are left alone; one that is a slip of a known key is refused.
  public init(path: String, bytes: [UInt8]) throws(DocumentError) {
    guard bytes.count <= Self.sizeLimit else {
      throw DocumentError("\(bytes.count) bytes; a post may have at most \(Self.sizeLimit)")
    }
    let matter = try FrontMatter(parsing: bytes)
    let lines = LineIndex(bytes)
    let yaml = matter.yaml
    try Self.refuseSlips(in: yaml, of: Self.knownKeys)
    let body = Field(.body, Array(bytes[matter.bodyStart...]), at: matter.bodyStart)
    self.init(path: path, lines: lines, body: body)
    saysAccount = matter.isPresent
    if matter.isPresent { account = try Self.account(in: yaml) }
    channels = try Self.channels(in: yaml)
    author = try yaml["author"]?.optionalText("author")
    allowances = try Self.allowances(in: yaml)
    try readFields(yaml, bytes)
  }

  /// A post that says nothing about itself.
  init(path: String, lines: LineIndex, body: Field) {
    self.path = path
    self.lines = lines
    account = .official
    saysAccount = false
    channels = []
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

  private static func channels(in yaml: YAMLMap) throws(DocumentError) -> [Channel] {
    try yaml["channel"]?.choices("channel") ?? []
  }

  private static func allowances(in yaml: YAMLMap) throws(DocumentError) -> [Allowance] {
    try yaml["allow"]?.list("allow").map { item throws(DocumentError) in
      let entry = try item.map("allow")
      try entry.allow(only: ["rule", "reason", "by"], in: "an entry of 'allow'")
      return Allowance(
        rule: try entry.required("rule").text("rule"),
        reason: try entry["reason"]?.optionalText("reason"),
        person: try entry["by"]?.optionalText("by"),
        position: item.position
      )
    } ?? []
  }

  private mutating func readFields(_ yaml: YAMLMap, _ bytes: [UInt8]) throws(DocumentError) {
    if let value = yaml["disclosure"], !value.isEmpty {
      let text = try value.text("disclosure")
      disclosure = text
      fields.append(Field(.disclosure, text, yaml: value.position, in: bytes, lines))
    }
    for item in try yaml["media"]?.list("media") ?? [] {
      let entry = try Media(item)
      media.append(entry)
      guard let alt = entry.alt, let place = entry.altPosition else { continue }
      fields.append(Field(.mediaAlt, alt, yaml: place, in: bytes, lines))
    }
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
      altPosition: alt == nil ? nil : map["alt"]?.position
    )
  }
}
