internal import Documents

/// Findings as SARIF 2.1.0 (OASIS, 2020), which code hosts and viewers read.
///
/// Columns count Unicode code points, as the run declares. A finding that the draft was allowed to
/// leave out is there with its justification. Fingerprints hold for moved lines: they are made of the
/// rule, what was matched, and the path.
public enum SARIFReport {
  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  /// The report of one run over all posts.
  ///
  /// - Parameters:
  ///   - reports: What was found.
  ///   - version: Writ's version.
  ///   - digest: SHA-256 of some text in hexadecimal digits.
  /// - Returns: One JSON document, ended with a line feed.
  public static func format(
    _ reports: [Report],
    version: String,
    digest: (String) -> String
  ) -> String {
    let shown = reports.flatMap(\.findings) + reports.flatMap(\.suppressed).map(\.finding)
    let rules = Dictionary(shown.map { ($0.rule, $0) }) { first, _ in first }
    let names = rules.keys.sorted()
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    let results =
      reports.flatMap(\.findings).map { result($0, numbers, digest) }
      + reports.flatMap(\.suppressed).map { suppressed in
        result(suppressed.finding, numbers, digest, justification: suppressed.reason ?? "")
      }
    let driver = JSON.object([
      ("name", .text("writ")), ("semanticVersion", .text(version)),
      ("rules", .list(names.compactMap { rules[$0].map(rule) })),
    ])
    let run = JSON.object([
      ("tool", .object([("driver", driver)])), ("columnKind", .text("unicodeCodePoints")),
      ("results", .list(results)),
    ])
    let document = JSON.object([
      ("$schema", .text(schema)), ("version", .text("2.1.0")), ("runs", .list([run])),
    ])
    return document.text + "\n"
  }

  private static func rule(_ finding: Finding) -> JSON {
    let why = [finding.because, finding.instead.map { "Instead: \($0)" }].compactMap(\.self)
    var pairs: [(String, JSON)] = [("id", .text(finding.rule))]
    if let because = finding.because ?? finding.description {
      pairs.append(("shortDescription", .object([("text", .text(because))])))
    }
    if !why.isEmpty {
      pairs.append(("help", .object([("text", .text(why.joined(separator: " ")))])))
    }
    if let link = finding.link { pairs.append(("helpUri", .text(link))) }
    pairs.append(("defaultConfiguration", .object([("level", .text(level(of: finding)))])))
    let clause = finding.clause.map { clause in
      JSON.object([
        ("clause", .text(clause)), ("policy", .optional(finding.policy)),
        ("version", .optional(finding.version)),
      ])
    }
    return .object(pairs + (clause.map { [("properties", $0)] } ?? []))
  }

  private static func result(
    _ finding: Finding,
    _ numbers: [String: Int],
    _ digest: (String) -> String,
    justification: String? = nil
  ) -> JSON {
    var pairs: [(String, JSON)] = [
      ("ruleId", .text(finding.rule)), ("ruleIndex", .number(numbers[finding.rule] ?? 0)),
      ("level", .text(level(of: finding))),
      ("message", .object([("text", .text(finding.message))])),
      ("locations", .list([location(of: finding)])),
      ("partialFingerprints", .object([("writ/1", .text(digest(finding.fingerprint)))])),
    ]
    if let justification {
      let why = JSON.object([("kind", .text("inSource")), ("justification", .text(justification))])
      pairs.append(("suppressions", .list([why])))
    }
    return .object(pairs)
  }

  private static func location(of finding: Finding) -> JSON {
    let region = JSON.object([
      ("startLine", .number(finding.position.line)),
      ("startColumn", .number(finding.codePoint)),
      ("endLine", .number(finding.end.line)),
      ("endColumn", .number(finding.endCodePoint)),
    ])
    let artifact = JSON.object([("uri", .text(finding.path.asURI))])
    return .object([
      ("physicalLocation", .object([("artifactLocation", artifact), ("region", region)]))
    ])
  }

  private static func level(of finding: Finding) -> String {
    switch finding.level {
    case .suggestion: "note"
    case .warning: "warning"
    case .error: "error"
    }
  }
}

extension Finding {
  /// What stays the same when lines move: the rule, what was matched, and the file.
  public var fingerprint: String {
    let words = matched.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return [rule, words, path].joined(separator: "\u{0}")
  }
}

extension String {
  /// A relative path as a URI reference (RFC 3986): everything that is not plain is escaped.
  fileprivate var asURI: String {
    utf8.map { byte in
      let isPlain =
        (48...57).contains(byte) || (65...90).contains(byte & 0xDF) || "-._~/".utf8.contains(byte)
      if isPlain { return String(Unicode.Scalar(byte)) }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }
}
