public import Documents

/// What a `.vale.ini` says: where styles lie, and which of their rules are for which files.
///
/// Keys that Writ does not follow are refused, or named in `notices` when leaving them out changes no
/// finding, so that nothing is passed over in silence.
public struct ValeConfiguration: Sendable {
  /// Where the styles lie, from the file's own folder; nil for none.
  public private(set) var stylesPath: String?
  /// The vocabularies that are used.
  public private(set) var vocabularies: [String] = []
  /// Findings below this are not reported.
  public private(set) var minimum = Level.suggestion
  /// Remarks on keys that have no effect.
  public private(set) var notices: [String] = []

  private(set) var wordTemplate: String?
  private(set) var scopes = MarkdownScopes()
  private(set) var formats: [String: String] = [:]
  private(set) var levels: [String: Level] = [:]
  private var sections: [ValeSection] = []

  /// Reads a configuration.
  public init(_ text: String) throws(DocumentError) {
    var section: ValeSection?
    for entry in SettingLines.lines(text) {
      let (line, place) = (entry.text, entry.position)
      if line.hasPrefix("["), line.hasSuffix("]") {
        if let section { sections.append(section) }
        section = ValeSection(String(line.dropFirst().dropLast()).trimmingBlanks)
        continue
      }
      guard let equals = line.firstIndex(of: "=") else {
        throw DocumentError("a line is 'key = value' or '[files]'", at: place)
      }
      let key = String(line[..<equals]).trimmingBlanks
      let value = SettingLines.value(String(line[line.index(after: equals)...]))
      if section == nil {
        try setCore(key, value, place)
      } else {
        try set(key, value, place, &section)
      }
    }
    if let section { sections.append(section) }
    for section in sections { levels.merge(section.levels) { _, new in new } }
  }

  private mutating func setCore(
    _ key: String,
    _ value: String,
    _ place: Position
  ) throws(DocumentError) {
    switch key {
    case "StylesPath": stylesPath = value
    case "Vocab": vocabularies = value.listed
    case "WordTemplate": wordTemplate = value
    case "SkippedScopes": scopes.skipped = Set(value.listed)
    case "IgnoredScopes": scopes.ignored = Set(value.listed)
    case "IgnoredClasses": scopes.classes.formUnion(value.listed)
    case "MinAlertLevel":
      guard let level = Level(rawValue: value.lowercased()) else {
        throw DocumentError("'MinAlertLevel' is suggestion, warning or error", at: place)
      }
      minimum = level
    case "Packages": notices.append("'Packages' is not followed: nothing is downloaded")
    case "NLPEndpoint", "SphinxBuildPath", "SphinxAutoBuild", "Processor":
      notices.append("'\(key)' has no effect")
    default:
      let known = [
        "StylesPath", "MinAlertLevel", "Vocab", "WordTemplate", "Packages", "SkippedScopes",
        "IgnoredScopes", "IgnoredClasses",
      ]
      let near = Nearest.match(key, among: known).map { "; did you mean '\($0)'?" } ?? ""
      throw DocumentError("the key '\(TerminalText.safe(key))' is not supported\(near)", at: place)
    }
  }

  private mutating func set(
    _ key: String,
    _ value: String,
    _ place: Position,
    _ section: inout ValeSection?
  ) throws(DocumentError) {
    if section?.name == "formats" {
      formats[key] = value
      return
    }
    if key == "Lang" {
      notices.append("'Lang' has no effect: sentences are cut the same way in all languages")
      return
    }
    if key == "Transform" {
      throw DocumentError("the key 'Transform' runs a program and is not supported", at: place)
    }
    try section?.set(key, value, place)
  }

  /// The styles and single rules that any file may need.
  public var styles: [String] {
    let named = sections.flatMap(\.ruleNames).compactMap { $0.split(separator: ".").first }
    let all = sections.flatMap { $0.styles ?? [] } + named.map(String.init)
    return Array(Set(all)).sorted()
  }

  /// Whether a single rule is switched on by its name.
  public func names(_ rule: String) -> Bool { sections.contains { $0.rules[rule] == true } }

  /// Whether a rule of a style may be wanted for any file.
  public func mayUse(_ rule: String) -> Bool {
    let isOff = sections.contains { $0.name == "*" && $0.rules[rule] == false }
    return names(rule)
      || sections.contains { section in
        let style = String(rule.prefix { $0 != "." })
        return !isOff && section.styles?.contains(style) == true && section.rules[rule] != false
      }
  }

  /// Styles that must be there as a whole.
  public var wholeStyles: Set<String> { Set(sections.flatMap { $0.styles ?? [] }) }

  /// What holds for one file.
  func choice(for path: String) -> ValeChoice {
    var choice = ValeChoice()
    for section in sections where section.name != "formats" && section.covers(path) {
      if let styles = section.styles { choice.styles = Set(styles) }
      choice.rules.merge(section.rules) { _, new in new }
      choice.tokenIgnores += section.tokenIgnores
      choice.blockIgnores += section.blockIgnores
      choice.comments = section.comments ?? choice.comments
    }
    return choice
  }
}

/// Which rules look at a file, and which parts of it they do not see.
struct ValeChoice {
  var styles: Set<String> = []
  var rules: [String: Bool] = [:]
  var tokenIgnores: [Pattern] = []
  var blockIgnores: [Pattern] = []
  var comments: CommentMarks?

  func includes(_ rule: String) -> Bool {
    rules[rule] ?? styles.contains(rule.split(separator: ".").first.map(String.init) ?? "")
  }
}

/// One section of a `.vale.ini`.
struct ValeSection: Sendable {
  let name: String
  private let pattern: Pattern?
  private(set) var styles: [String]?
  private(set) var rules: [String: Bool] = [:]
  private(set) var levels: [String: Level] = [:]
  private(set) var tokenIgnores: [Pattern] = []
  private(set) var blockIgnores: [Pattern] = []
  private(set) var comments: CommentMarks?

  init(_ name: String) {
    self.name = name
    pattern = try? Pattern(ValeGlob.pattern(name))
  }

  var ruleNames: [String] { rules.filter(\.value).map(\.key) }

  /// Whether the files it is for include this one, by its path or its name.
  func covers(_ path: String) -> Bool {
    guard let pattern else { return false }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    do { return try pattern.matches(path) || pattern.matches(name) } catch { return false }
  }

  mutating func set(_ key: String, _ value: String, _ place: Position) throws(DocumentError) {
    switch key {
    case "BasedOnStyles": styles = value.listed
    case "TokenIgnores": tokenIgnores += try patterns(value, place)
    case "BlockIgnores": blockIgnores += try patterns(value, place)
    case "CommentDelimiters": comments = try CommentMarks(value, place)
    default:
      guard key.contains(".") else {
        throw DocumentError("the key '\(TerminalText.safe(key))' is not supported", at: place)
      }
      if let level = Level(rawValue: value.lowercased()) { levels[key] = level }
      guard levels[key] != nil || ["yes", "no"].contains(value.lowercased()) else {
        throw DocumentError("a rule is YES, NO, suggestion, warning or error", at: place)
      }
      rules[key] = value.lowercased() != "no"
    }
  }

  private func patterns(_ value: String, _ place: Position) throws(DocumentError) -> [Pattern] {
    try value.split(separator: ", ").map { piece throws(DocumentError) in
      let part = PatternPart(source: String(piece).trimmingBlanks, position: place)
      return try WordPattern.compile(part.source, madeOf: [part])
    }
  }
}

extension String {
  /// The texts between commas.
  fileprivate var listed: [String] {
    split(separator: ",").map { String($0).trimmingBlanks }.filter { !$0.isEmpty }
  }
}
