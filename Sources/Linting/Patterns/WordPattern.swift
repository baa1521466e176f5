import Documents

/// Puts patterns together as Vale does (`internal/check/definition.go`, `makeRegexp`).
enum WordPattern {
  /// The alternatives between word boundaries or in a template of one's own, or bare.
  static func joining(
    _ alternatives: [String],
    isWord: Bool,
    template: String? = nil
  ) -> String {
    let choices = alternatives.joined(separator: "|")
    guard isWord else { return "(?:\(choices))" }
    return (template ?? "\\b(?:%s)\\b").replacing("%s", with: choices)
  }

  /// Compiles a pattern that was put together from texts of a rule file.
  ///
  /// When it fails, the first text that fails alone is blamed, with its place in the file.
  static func compile(
    _ source: String,
    _ options: Pattern.Options = [],
    madeOf parts: [PatternPart]
  ) throws(DocumentError) -> Pattern {
    do {
      return try Pattern(source, options)
    } catch {
      throw blame(parts, options, otherwise: error)
    }
  }

  /// One pattern for any of those in a list of a rule file; nil when there are none.
  ///
  /// The form says what stands around the alternatives.
  static func any(
    of value: YAMLValue?,
    _ key: String,
    _ options: Pattern.Options = [],
    form: (String) -> String = { "(?:\($0))" }
  ) throws(DocumentError) -> Pattern? {
    let parts = try PatternPart.list(value, key)
    guard !parts.isEmpty else { return nil }
    return try compile(form(parts.map(\.source).joined(separator: "|")), options, madeOf: parts)
  }

  private static func blame(
    _ parts: [PatternPart],
    _ options: Pattern.Options,
    otherwise joint: PatternError
  ) -> DocumentError {
    for part in parts {
      do {
        _ = try Pattern(part.source, options)
      } catch {
        return DocumentError("bad pattern '\(part.shown)': \(error.message)", at: part.position)
      }
    }
    return DocumentError("bad pattern: \(joint.message)", at: parts.first?.position)
  }
}

/// A pattern as it stands in a rule file.
struct PatternPart {
  let source: String
  let position: Position

  var shown: String { TerminalText.safe(String(source.prefix(80))) }
}
