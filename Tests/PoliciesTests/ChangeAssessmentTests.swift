import Policies
import Testing

/// Whether a change asks people to sign again.
struct ChangeAssessmentTests {
  static let clause = "## Reply {#A-1}\nYou may reply to comments within 3 days.\n"

  @Test(arguments: [
    ("no word", "You may", "You\nmay", ChangeClass.editorial),
    ("emphasis", "may", "*may*", .editorial),
    ("a word", "comments", "remarks", .editorial),
    ("several", "reply to comments", "write back to remarks", .editorial),
    ("may to must", "may", "must", .material), ("not", "may", "may not", .material),
    ("shouldn\u{2019}t", "may", "shouldn\u{2019}t", .material),
    ("a capital", "You may", "You MUST", .material),
    ("a number", "3", "5", .material), ("a unit", "days", "weeks", .material),
    ("a word for a number", "3", "three", .material),
    ("with punctuation", "days.", "days, unless", .material),
    ("a limit gone", " within 3 days", "", .material),
    ("a year", "comments", "comments (2027)", .material),
    ("another heading", "Reply", "Answer", .editorial),
  ])
  func theWordsDecide(what: String, old: String, new: String, change: ChangeClass) throws {
    let changed = Self.clause.replacing(old, with: new)
    #expect(changed != Self.clause, "\(what)")
    #expect(try assess(Self.clause, changed).change == change, "\(what)")
    #expect(try assess(changed, Self.clause).change == change, "\(what), the other way round")
  }

  @Test func clausesThatComeOrGoAreMaterial() throws {
    let more = Self.clause + "\n## Like {#A-2}\nLike it.\n"
    #expect(try assess(Self.clause, more).reasons.map(\.text) == ["A-2: clause added"])
    #expect(try assess(more, Self.clause).reasons.map(\.text) == ["A-2: clause removed"])
    #expect(try assess(Self.clause, more).change == .material)
    #expect(try assess(more, Self.clause).change == .material)
  }

  @Test func aMovedClauseIsEditorial() throws {
    let other = "## Like {#A-2}\nLike it.\n\n"
    let found = try assess(Self.clause + "\n" + other, other + Self.clause)
    #expect(found.change == .editorial)
    #expect(found.reasons.count == 1 && found.reasons[0].text.hasSuffix(": moved"))
  }

  @Test func aMovedClauseWithADutyChangedIsMaterial() throws {
    let other = "## Like {#A-2}\nLike it.\n\n"
    let changed = other + Self.clause.replacing("may", with: "must")
    #expect(try assess(Self.clause + "\n" + other, changed).change == .material)
  }

  @Test func aNewOrRemovedPolicyIsMaterial() throws {
    let policy = try Sample.policy(Self.clause)
    #expect(ChangeAssessment(from: nil, to: policy).change == .material)
    #expect(ChangeAssessment(from: policy, to: nil).change == .material)
  }

  @Test func theReasonNamesTheClauseAndTheWords() throws {
    let found = try assess(Self.clause, Self.clause.replacing("may", with: "must"))
    #expect(found.reasons.map(\.text) == ["A-1: a duty or number changed ('may', 'must')"])
    let none = try assess(Self.clause, Self.clause.replacing("You may", with: "You\nmay"))
    #expect(none.reasons.map(\.text) == ["no word changed"])
  }

  @Test func theMaterialReasonsComeFirst() throws {
    let old = "## A {#A-1}\nred words\n\n## B {#A-2}\nYou may.\n"
    let new = "## A {#A-1}\nblue words\n\n## B {#A-2}\nYou must.\n"
    #expect(try assess(old, new).reasons.map(\.change) == [.material, .editorial])
  }

  @Test(arguments: [
    ("de", "darf", "muss"), ("de-AT", "darf", "nicht"), ("fr", "peut", "doit"),
    ("es", "puede", "debe"),
  ])
  func otherLanguagesHaveTheirOwnDutyWords(language: String, old: String, new: String) throws {
    #expect(
      try assess("## A {#A-1}\nx \(old) y\n", "## A {#A-1}\nx \(new) y\n", language).change
        == .material
    )
    #expect(
      try assess("## A {#A-1}\nx \(old) y\n", "## A {#A-1}\nz \(old) y\n", language).change
        == .editorial
    )
  }

  @Test func inAnUnknownLanguageEveryWordCounts() throws {
    let (old, new) = ("## A {#A-1}\nett ord\n", "## A {#A-1}\ntva ord\n")
    #expect(try assess(old, new, "sv").change == .material)
    #expect(try assess(old, old.replacing("ett ord", with: "ett\nord"), "sv").change == .editorial)
  }

  private func assess(
    _ old: String,
    _ new: String,
    _ language: String = "en"
  ) throws -> ChangeAssessment {
    ChangeAssessment(
      from: try Sample.policy(old, language: language),
      to: try Sample.policy(new, language: language)
    )
  }
}
