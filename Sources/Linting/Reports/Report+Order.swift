import Documents

extension Report {
  /// Puts findings in order, once each, and sets aside those that the draft may leave out.
  mutating func sort(_ found: [Finding], of post: Post, by rules: [BoundRule]) {
    let judged = Allowances(post, rules)
    let kept = found.filter { judged.allowance(for: $0.rule) == nil }
    findings = Self.ordered(kept + judged.findings, post.lines)
    notices += judged.notices
    suppressed = Self.ordered(found, post.lines).compactMap { finding in
      guard let allowance = judged.allowance(for: finding.rule) else { return nil }
      var finding = finding
      finding.blocks = false
      return SuppressedFinding(
        finding: finding,
        reason: allowance.reason,
        person: allowance.person,
        until: judged.end(for: finding.rule)
      )
    }
  }

  /// By place and then by rule; the same words of one rule at one place only once.
  static func ordered(_ findings: [Finding], _ lines: LineIndex) -> [Finding] {
    let sorted = findings.sorted {
      ($0.bytes.lowerBound, $0.rule, $0.bytes.upperBound, $0.message)
        < ($1.bytes.lowerBound, $1.rule, $1.bytes.upperBound, $1.message)
    }
    var once: [Finding] = []
    for finding in sorted where once.last != finding { once.append(finding) }
    return placed(once, lines)
  }

  private static func placed(_ findings: [Finding], _ lines: LineIndex) -> [Finding] {
    let offsets = Set(findings.flatMap { [$0.bytes.lowerBound, $0.bytes.upperBound] }).sorted()
    let places = Dictionary(
      uniqueKeysWithValues: zip(offsets, lines.positions(ofSorted: offsets))
    )
    let columns = Dictionary(
      uniqueKeysWithValues: zip(offsets, lines.codePointColumns(ofSorted: offsets))
    )
    return findings.map { finding in
      var finding = finding
      finding.codePoint = columns[finding.bytes.lowerBound] ?? 1
      finding.endCodePoint = columns[finding.bytes.upperBound] ?? finding.codePoint
      finding.position = places[finding.bytes.lowerBound] ?? finding.position
      finding.end = places[finding.bytes.upperBound] ?? finding.position
      return finding
    }
  }
}
