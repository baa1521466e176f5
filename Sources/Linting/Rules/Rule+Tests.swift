public import Documents

/// A rule's own test that does not come out as it says, or one that is missing.
public struct RuleTestFailure: Equatable, Sendable {
  /// The rule.
  public var rule: String

  /// Where the test stands in the rule file; nil for a test that is missing.
  public var position: Position?

  /// What was expected and what was found.
  public var message: String
}

extension Rule {
  /// Runs the rule's own tests, and says which kind of test is missing.
  ///
  /// A rule proves nothing without a post that it finds and one that it leaves alone. A test's post
  /// is for the account and channel that the rule is for, unless the test says otherwise; the rule is
  /// taken to be in force.
  public func testFailures() -> [RuleTestFailure] {
    var failures = tests.compactMap(failure)
    if !tests.contains(where: { $0.expected == .none }) {
      failures.append(missing("has no test with 'finds: none'"))
    }
    if tests.allSatisfy({ $0.expected == .none }) {
      failures.append(missing("has no test of a post that it finds"))
    }
    return failures
  }

  private func missing(_ what: String) -> RuleTestFailure {
    RuleTestFailure(rule: name, position: nil, message: "the rule \(what)")
  }

  private func failure(of test: RuleTest) -> RuleTestFailure? {
    let post = Post(test, for: self)
    do {
      let hits = applies(to: post, today: nil) ? try hits(in: post, Work()) : []
      let places = hits.map { post.lines.position(ofByte: $0.range.lowerBound) }
      return problem(expecting: test.expected, found: places).map {
        RuleTestFailure(rule: name, position: test.position, message: $0)
      }
    } catch {
      return RuleTestFailure(rule: name, position: test.position, message: "the rule timed out")
    }
  }

  private func problem(expecting expected: RuleTest.Expectation, found: [Position]) -> String? {
    let places = found.prefix(5).map(\.description).joined(separator: ", ")
    let shown = found.isEmpty ? "nothing was found" : "found at \(places)"
    switch expected {
    case .none: return found.isEmpty ? nil : "expected nothing, but \(shown)"
    case .any: return found.isEmpty ? "expected a finding, but \(shown)" : nil
    case .at(let place): return found.contains(place) ? nil : "expected \(place), but \(shown)"
    }
  }
}

extension Post {
  /// The post of a rule's test.
  init(_ test: RuleTest, for rule: Rule) {
    let bytes = Array(test.post.utf8)
    self.init(path: rule.path, lines: LineIndex(bytes), body: Field(.body, bytes, at: 0))
    account = test.account ?? rule.terms?.accounts.first ?? (rule.isCheck ? .official : .own)
    saysAccount = test.account != nil
    channels = test.channels.isEmpty ? Array(rule.terms?.channels.prefix(1) ?? []) : test.channels
    disclosure = test.disclosure
    media = test.media
    author = test.author ?? (test.approved.isEmpty ? nil : "the author")
    (facts, day) = (test.says, Day("2000-01-01"))
    register = test.holders.map {
      AccountRegister(holders: $0, trained: test.trained, isPaused: test.isPaused)
    }
    records = .tested(test)
    let extra =
      media.compactMap(\.alt).map { (Place.mediaAlt, $0) }
      + [disclosure].compactMap { $0.map { (Place.disclosure, $0) } }
    for (place, text) in extra { fields.append(Field(place, Array(text.utf8), at: 0)) }
    approvals = test.approved.map {
      Approval(person: $0, text: mark, position: Position(line: 1, column: 1))
    }
  }
}

extension CompanyRecords {
  /// What a rule's test says of people; the digest is none, as nothing in a test changes afterwards.
  fileprivate static func tested(_ test: RuleTest) -> CompanyRecords {
    CompanyRecords(
      standing: { _ in Standing(roles: ["*"], unsigned: test.unsigned) },
      digest: { _ in "tested" }
    )
  }
}
