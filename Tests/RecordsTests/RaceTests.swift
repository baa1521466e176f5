import Git
import Policies
import TestTools
import Testing

@testable import Records

/// Several people, or one person twice, at the same moment.
struct RaceTests {
  @Test func everyRecordOfManyWrittenAtOnceFindsItsPlace() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    let path = company.path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<4 {
        group.addTask {
          let repository = try PolicyRepository(Repository.open(from: path), pinned: nil)
          let scribe = Scribe(
            repository,
            as: Company.bruno,
            signer: try SoftKey("bruno"),
            clock: { company.now }
          )
          try await scribe.review(
            proposal,
            .comment,
            role: nil,
            clause: nil,
            comment: "\(number)"
          )
        }
      }
      try await group.waitForAll()
    }
    let comments = try ReviewBook(company.repository()).reviews(of: proposal.name)
    #expect(Set(comments.map(\.review.comment)) == ["0", "1", "2", "3"])
    #expect(try await company.verify().codes == [])
  }

  @Test func ofTwoMergesAtOnceBothOrOneAreMadeAndMainStaysWhole() async throws {
    let company = try await Company.founded()
    let one = try await company.propose(slug: "one")
    let two = try await company.propose(
      [CompanyFiles.travelPath: CompanyFiles.travel + "\nOr walk.\n"],
      slug: "two"
    )
    for proposal in [one, two] { try await company.review(proposal) }
    let made = await withTaskGroup(of: Bool.self) { group in
      for proposal in [one, two] {
        group.addTask { (try? await company.merge(proposal)) != nil }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    let report = try await company.verify()
    #expect(report.codes == [])
    #expect(made >= 1 && report.counts[.main] == 1 + made)
  }
}
