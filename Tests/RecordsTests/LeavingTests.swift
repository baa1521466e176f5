import Git
import Policies
import TestTools
import Testing

@testable import Records

/// Many people who leave at once, as when a shop closes: a version names where all their chains stand.
struct LeavingTests {
  @Test func hundredsLeaveInOneVersion() async throws {
    let company = try await Company.published()
    let record = try await company.acknowledge()
    let people = (100..<800).map { Company.person("somebody-with-a-long-name-from-shops-\($0)") }
    let keys = try people.map { try SoftKey($0.description).publicKey }
    try await company.scribe(Company.ana).change(
      zip(people, keys).map { .join($0, key: $1, groups: ["staff"], roles: []) },
      because: "joined"
    )
    // What the chains hold is of no account here.
    for person in people { try company.point(Chain.records(of: person), to: record) }
    let outcome = try await company.scribe(Company.ana)
      .change(people.map { .leave($0) }, because: "the shops close")
    guard case .done(let version) = outcome else { throw WorkflowError.unfinished }
    let link = try ChainLink(version, in: company.git)
    #expect(try RegistryChange(link.record).tips.count > people.count)
    #expect(try company.repository().history().tip == version)
  }
}
