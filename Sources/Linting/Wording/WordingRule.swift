import Documents

/// What to look for in the words of a policy; an entry of `wording.yml`, which says what its keys mean.
struct WordingRule: Sendable {
  /// A word and what to write in its place.
  struct Swap: Sendable {
    var pattern: Pattern
    var replacement: String
  }

  let id: String
  let message: String
  let instead: String?
  let regime: String?
  let asOf: Day?
  let find: [Pattern]
  let with: [Pattern]
  let unless: [Pattern]
  let unlessDocument: [Pattern]
  let place: [Pattern]
  let lacks: [Pattern]
  let about: Pattern?
  let swaps: [Swap]
  /// Whether what it writes in a word's place changes no meaning.
  let isSafe: Bool

  /// All entries, in their order, or what is wrong in the data; a test reads them.
  static let all = Result { () throws(DocumentError) in
    let text = String(decoding: PackageResources.wording_yml, as: UTF8.self)
    let list = try YAML.parse(text).map("wording").required("rules").list("rules")
    return try list.map { item throws(DocumentError) in try WordingRule(item.map("a rule")) }
  }

  init(_ yaml: YAMLMap) throws(DocumentError) {
    let known = [
      "id", "message", "instead", "regime", "as-of", "find", "with", "unless", "unless-document",
      "where", "lacks", "about", "swap", "fix",
    ]
    try yaml.allow(only: known, in: "wording")
    id = try yaml.required("id").text("id")
    message = try yaml.required("message").text("message")
    instead = try yaml["instead"]?.text("instead")
    regime = try yaml["regime"]?.text("regime")
    asOf = try yaml["as-of"]?.day("as-of")
    find = try Self.patterns(yaml["find"], "find")
    with = try Self.patterns(yaml["with"], "with")
    unless = try Self.patterns(yaml["unless"], "unless")
    unlessDocument = try Self.patterns(yaml["unless-document"], "unless-document")
    place = try Self.patterns(yaml["where"], "where")
    lacks = try Self.patterns(yaml["lacks"], "lacks")
    about = try Self.patterns(
      yaml["about"].map { YAMLValue(.list([$0]), at: $0.position) },
      "about"
    )
    .first
    var swaps: [Swap] = []
    for entry in try yaml["swap"]?.map("swap").entries ?? [] {
      let part = PatternPart(source: entry.key, position: entry.keyPosition)
      let pattern = try WordPattern.compile("\\b(?:\(entry.key))", .ignoringCase, madeOf: [part])
      swaps.append(Swap(pattern: pattern, replacement: try entry.value.text("swap")))
    }
    self.swaps = swaps
    isSafe = try yaml.flag("fix")
  }

  private static func patterns(
    _ value: YAMLValue?,
    _ key: String
  ) throws(DocumentError) -> [Pattern] {
    try PatternPart.list(value, key).map { part throws(DocumentError) in
      try WordPattern.compile(part.source, .ignoringCase, madeOf: [part])
    }
  }
}
