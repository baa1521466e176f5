import Git
import Policies
import Testing

@testable import Records

/// Acknowledgements by people who read a translation.
struct LanguageTests {
  private static let path = "policies/social-media/policy.de.md"
  private static let german = """
    ---
    id: social-media
    title: Regeln
    language: de
    ---
    ## Sag, für wen du arbeitest {#SM-1}
    Sag es im Beitrag.

    """

  @Test func theRecordSaysWhichLanguageWasReadAndBindsTheTextThatCounts() async throws {
    let company = try await translated()
    let entry = try company.published()
    try await company.scribe(Company.carla).acknowledge(
      entry,
      .acknowledge,
      reason: nil,
      shown: .full,
      means: .typed,
      language: "de"
    )
    let said = try #require(try company.repository().acknowledgements(of: Company.carla).last)
    #expect(said.acknowledgement.language == "de")
    #expect(said.acknowledgement.path == CompanyFiles.policyPath)
    #expect(said.acknowledgement.blob == entry.publication.blob)
    #expect(try await company.verify().codes == [])
  }

  @Test func nobodySignsInALanguageThatWasNotPublished() async throws {
    let company = try await translated()
    let entry = try company.published()
    await #expect(throws: WorkflowError.self) {
      try await company.scribe(Company.carla).acknowledge(
        entry,
        .acknowledge,
        reason: nil,
        shown: .full,
        means: .typed,
        language: "fr"
      )
    }
  }

  @Test(arguments: ["fr", "DE", "de-AT"])
  func aRecordThatClaimsALanguageThatWasNotPublishedIsRefused(language: String) async throws {
    let company = try await translated()
    try company.plant(company.acknowledging { $0.language = language })
    #expect(try await company.verify().codes(under: Chain.records(of: Company.carla)) == [.content])
  }

  @Test func aTranslationThatCameAfterThePublicationIsNotPartOfIt() async throws {
    let company = try await Company.published()
    try await company.change([LanguageTests.path: LanguageTests.german])
    try company.plant(company.acknowledging { $0.language = "de" })
    #expect(try await company.verify().codes(under: Chain.records(of: Company.carla)) == [.content])
  }

  @Test(arguments: [
    ("id: social-media", "id: travel"), ("language: de", "language: fr"), ("title: Regeln\n", ""),
  ])
  func aFileThatIsNotWhatItsNameSaysIsNeverProposed(old: String, new: String) async throws {
    let company = try await Company.published()
    let text = LanguageTests.german.replacing(old, with: new)
    await #expect(throws: WorkflowError.self) {
      try await company.propose([LanguageTests.path: text])
    }
  }

  @Test func aTranslationAsksNobodyToSignAgain() async throws {
    let company = try await Company.published()
    let proposal = try await company.propose([LanguageTests.path: LanguageTests.german])
    #expect(proposal.change == .editorial)
    try await company.review(proposal)
    try await company.merge(proposal)
    try await company.publish("social-media")
    #expect(try company.published().publication.version.description == "1.1")
    #expect(try await company.verify().codes == [])
  }

  @Test func theStateOfATranslationIsThatOfTheVersion() async throws {
    let company = try await translated()
    let states = try company.repository().translationStates(of: company.published())
    #expect(states.map(\.language) == ["de"])
    #expect(states[0].summary.contains("missing"))
  }

  private func translated() async throws -> Company {
    let company = try await Company.founded()
    try await company.change([LanguageTests.path: LanguageTests.german])
    try await company.publish("social-media")
    return company
  }
}
