public import Documents

/// Checks documents against public styles as Vale does: by Markdown's blocks, not by channel.
public struct DocumentLinter: Sendable {
  private let configuration: ValeConfiguration
  private let rules: [Rule]

  /// Makes a checker for the rules of all styles that the configuration names.
  public init(_ configuration: ValeConfiguration, rules: [Rule]) {
    self.configuration = configuration
    self.rules = rules
  }

  /// Reads a rule of a style, with what the configuration and vocabulary say about it.
  public static func rule(
    name: String,
    path: String,
    text: String,
    _ configuration: ValeConfiguration,
    _ vocabulary: ValeVocabulary,
    _ shelf: WordBookShelf? = nil
  ) throws(DocumentError) -> Rule {
    var rule = try Rule.load(
      name: name,
      path: path,
      text: text,
      requiringClause: false,
      withTests: false,
      accepted: vocabulary.accepted,
      wordTemplate: configuration.wordTemplate,
      shelf: shelf
    )
    rule.level = configuration.levels[name] ?? rule.level
    return rule
  }

  /// Whether any rule looks at the file.
  public func covers(_ path: String) -> Bool {
    let choice = configuration.choice(for: normed(path))
    return rules.contains { choice.includes($0.name) }
  }

  /// Checks one document.
  ///
  /// - Parameters:
  ///   - path: Its path, which decides which rules look at it and how it is read.
  ///   - bytes: What it holds, in UTF-8.
  ///   - isOutOfTime: Asked now and then; `true` ends the check with an error.
  /// - Returns: What was found, in order.
  /// - Throws: `DocumentError` when it is no text, `LintError` when a rule could not finish.
  public func check(
    path: String,
    bytes: [UInt8],
    isOutOfTime: @escaping @Sendable () -> Bool = { false }
  ) throws -> Report {
    guard bytes.count <= Post.sizeLimit else {
      throw DocumentError("\(bytes.count) bytes; a document may have at most \(Post.sizeLimit)")
    }
    _ = try UTF8Text.decode(bytes)
    let choice = configuration.choice(for: normed(path))
    let text = Self.withLineFeeds(bytes)
    let body = Field(.body, text, at: 0)
    let suffix = normed(path).split(separator: ".").last.map(String.init) ?? "txt"
    let document = try blocks(text, suffix: suffix, choice)
    var post = Post(path: path, lines: LineIndex(bytes), body: body)
    post.blockCounts = document.counts.merging(["list": 0]) { old, _ in old }
    var report = Report(path: path, account: .own)
    var findings: [Finding] = []
    for rule in rules where choice.includes(rule.name) && rule.level >= configuration.minimum {
      let work = Work(limit: Linter.findingLimit, isOutOfTime: isOutOfTime)
      findings += try self.findings(of: rule, document, body, suffix, post, work)
    }
    report.findings = Report.ordered(findings, post.lines)
    return report
  }

  private func blocks(
    _ text: [UInt8],
    suffix: String,
    _ choice: ValeChoice
  ) throws -> BlockedDocument {
    let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    if ["md", "markdown", "mdown", "mkd", "mdx", "rst"].contains(suffix) {
      let shown = try Self.masked(text, choice)
      let bodyStart = Self.bodyStart(of: shown, start)
      var document = MarkdownReader(
        shown,
        from: bodyStart,
        suffix: suffix,
        configuration.scopes
      ).document
      if bodyStart > start + 4, !configuration.scopes.ignores("frontmatter") {
        let fields = FrontMatterFields.blocks(in: shown, start + 4..<bodyStart, suffix: suffix)
        document.blocks = fields + document.blocks
      }
      return document
    }
    var document = BlockedDocument()
    let whole = Field(.body, Array(text[start...]), at: start)
    document.summary = [whole]
    document.blocks = [DocumentBlock(whole, "text", suffix)]
    for range in Sentences.ranges(in: whole.text) {
      document.blocks.append(DocumentBlock(whole.part(range), "sentence", suffix))
    }
    return document
  }

  private func findings(
    of rule: Rule,
    _ document: BlockedDocument,
    _ body: Field,
    _ suffix: String,
    _ post: Post,
    _ work: Work
  ) throws(LintError) -> [Finding] {
    let sections = rule.scopes.reduce(into: Set<String>()) { $0.formUnion($1.sections) }
    let isMeasure = [Metric.name, Readability.name].contains(rule.kind)
    let isWhole = isMeasure || sections.contains("summary")
    let isRaw = sections.contains("raw")
    let fields: [Field]
    if isWhole {
      fields = isMeasure ? document.summary : [Field.joined(document.summary)]
    } else if isRaw {
      fields = [body]
    } else {
      fields = document.blocks.filter { block in
        rule.scopes.contains { $0.matches(block.scope, within: block.parent) }
      }.map(\.field)
    }
    let hits: [Hit]
    do throws(MatchError) {
      hits = try rule.hits(in: fields, of: post, work)
    } catch {
      throw LintError(error, rule: rule.name, path: post.path)
    }
    return hits.compactMap { hit in
      let place = isWhole || isRaw ? nil : hit.range.lowerBound
      guard !document.switches.silences(rule.name, hit.matched, at: place) else { return nil }
      return Finding(hit, of: rule, in: post)
    }
  }

  private func normed(_ path: String) -> String {
    guard let dot = path.lastIndex(of: ".") else { return path + ".txt" }
    let ending = String(path[path.index(after: dot)...])
    return configuration.formats[ending].map { String(path[...dot]) + $0 } ?? path
  }

  /// A lone CR ends a line, as it did on old computers; offsets stay as they are.
  private static func withLineFeeds(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(0x0D) else { return bytes }
    var text = bytes
    for index in text.indices where text[index] == 0x0D {
      if index + 1 == text.count || text[index + 1] != 0x0A { text[index] = 0x0A }
    }
    return text
  }

  /// Where the text after front matter begins.
  private static func bodyStart(of text: [UInt8], _ start: Int) -> Int {
    guard text[start...].starts(with: "---\n".utf8) else { return start }
    var offset = start + 4
    while offset < text.count {
      let end = text[offset...].firstIndex(of: 0x0A).map { $0 + 1 } ?? text.count
      if String(decoding: text[offset..<end], as: UTF8.self).trimmingBlanks == "---" { return end }
      offset = end
    }
    return start
  }

  /// Stars and blanks in place of what a configuration says is no prose.
  private static func masked(_ text: [UInt8], _ choice: ValeChoice) throws -> [UInt8] {
    var masked = text
    for (patterns, byte) in [(choice.blockIgnores, 0x20), (choice.tokenIgnores, 0x2A)] {
      for match in try patterns.flatMap({ try $0.matches(in: masked) }) {
        for index in match.range where masked[index] != 0x0A { masked[index] = UInt8(byte) }
      }
    }
    return choice.comments?.withUsualMarks(masked) ?? masked
  }
}

extension Field {
  /// Several texts as one, with an empty line between them.
  fileprivate static func joined(_ fields: [Field]) -> Field {
    var text = MappedText()
    for field in fields {
      for index in field.text.indices {
        text.append([field.text[index]], for: field.fileRange(index..<index + 1))
      }
      let end = field.fileRange(field.text.count..<field.text.count).lowerBound
      text.append([0x0A, 0x0A], for: end..<end)
    }
    return text.field(.body)
  }
}
