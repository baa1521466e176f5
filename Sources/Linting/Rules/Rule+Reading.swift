public import Documents

extension Rule {
  private static let keys = [
    "extends", "message", "level", "scope", "link", "description", "limit", "name", "action",
    "writ",
  ]

  /// Reads a rule file.
  ///
  /// Vale's `scope` says where a rule looks in a document; in a post that is what `on` says. `name`
  /// has no effect: a rule's name is its file's. An unknown key, a bad level, a pattern that PCRE2 does not understand: each is an
  /// error with its place.
  ///
  /// - Parameters:
  ///   - name: `<policy>.<file name without .yml>`.
  ///   - path: The file's path, for reports.
  ///   - text: What the file says.
  ///   - requiringClause: Whether the `writ:` key must be there; not so for a public Vale style.
  ///   - withTests: Whether the rule's own tests are read; who only checks drafts does without.
  ///   - accepted: The words of a vocabulary.
  ///   - wordTemplate: What stands around words instead of word boundaries.
  ///   - shelf: Where a spelling rule gets its dictionaries.
  /// - Returns: The rule, its patterns compiled.
  /// - Throws: What is wrong with the file, and where.
  public static func load(
    name: String,
    path: String,
    text: String,
    requiringClause: Bool = true,
    withTests: Bool = true,
    accepted: [String] = [],
    wordTemplate: String? = nil,
    shelf: WordBookShelf? = nil
  ) throws(DocumentError) -> Rule {
    guard text.utf8.count <= sizeLimit else {
      throw DocumentError("\(text.utf8.count) bytes; a rule may have at most \(sizeLimit)")
    }
    let source = withTests ? text : RuleText.withoutTests(text)
    let yaml = try YAML.parse(source).map("a rule")
    let kind = try RuleKinds.kind(try yaml.required("extends"))
    try yaml.allow(only: keys + kind.keys, in: "a rule of the kind '\(kind.name)'")
    var head = try RuleHead(yaml)
    (head.name, head.wordTemplate, head.shelf) = (name, wordTemplate, shelf)
    head.accepted = accepted.map { PatternPart(source: $0, position: yaml.position) }
    return Rule(
      name: name,
      path: path,
      kind: kind.name,
      message: head.message.template,
      level: try yaml["level"]?.choice("level") ?? .warning,
      description: try yaml["description"]?.optionalText("description"),
      link: try yaml["link"]?.optionalText("link"),
      limit: try yaml.count("limit").flatMap { $0 > 0 ? $0 : nil },
      action: head.action.map { ($0, head.actionParameters) },
      scopes: try ScopeSelector.list(yaml["scope"]),
      terms: try terms(in: yaml, required: requiringClause, kind),
      tests: try RuleTest.list(try yaml["writ"]?.map("writ")["tests"]),
      check: try kind.init(yaml, head)
    )
  }

  private static func terms(
    in yaml: YAMLMap,
    required: Bool,
    _ kind: any RuleKind.Type
  ) throws(DocumentError) -> PolicyTerms? {
    guard let value = yaml["writ"] else {
      guard required else { return nil }
      throw DocumentError(
        "'writ' is missing: every rule names the clause it serves",
        at: yaml.position
      )
    }
    let map = try value.map("writ")
    let own = kind is Require.Type ? ["field", "one-of", "quiet"] : []
    try map.allow(only: PolicyTerms.keys + own, in: "'writ'")
    return try PolicyTerms(map)
  }
}

extension RuleHead {
  /// Reads the keys that every kind shares.
  init(_ yaml: YAMLMap) throws(DocumentError) {
    message = RuleMessage(template: try yaml.required("message").text("message"))
    guard let value = yaml["action"] else { return }
    let map = try value.map("action")
    try map.allow(only: ["name", "params"], in: "'action'")
    action = try map.required("name").text("name")
    actionParameters = try map["params"]?.textListOrOne("params") ?? []
  }
}
