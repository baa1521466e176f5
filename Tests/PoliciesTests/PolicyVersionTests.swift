import Policies
import Testing

struct PolicyVersionTests {
  @Test(arguments: ["1.0", "2.1", "10.20", "999999.999999"])
  func aVersionReadsBackAsItWasWritten(text: String) throws {
    #expect(try #require(PolicyVersion(text)).description == text)
  }

  @Test(arguments: [
    "", "1", "1.", ".1", "1.0.0", "0.1", "0.0", "01.0", "1.00", "1.01", "+1.0", "-1.0", "1.-0",
    " 1.0", "1.0 ",
    "1,0", "1.0\n", "v1.0", "1.x", "١.٠", "1000000.0", "1.1000000", "1e1.0", "none",
  ])
  func anotherSpellingIsRefused(text: String) {
    #expect(PolicyVersion(text) == nil)
  }

  @Test func theNextVersionFollowsTheClassOfTheChange() throws {
    let version = try #require(PolicyVersion("2.3"))
    #expect(version.next(after: .material).description == "3.0")
    #expect(version.next(after: .editorial).description == "2.4")
    #expect(PolicyVersion.first.description == "1.0")
  }

  @Test func versionsAreOrderedAsNumbers() {
    let sorted = ["10.0", "2.10", "2.9", "1.99"].compactMap { PolicyVersion($0) }.sorted()
    #expect(sorted.map(\.description) == ["1.99", "2.9", "2.10", "10.0"])
  }

  @Test func materialIsMoreThanEditorial() {
    #expect(ChangeClass.editorial < .material)
    #expect(!(ChangeClass.material < .material))
    #expect([ChangeClass.editorial, .material, .editorial].max() == .material)
  }
}
