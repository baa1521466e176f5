import Foundation
import Testing

/// What is made for others out of a policy repository does not become part of it.
@Suite struct LeftOutTests {
  @Test func `A pack of evidence or a Word file in the folder is not proposed`() throws {
    let session = try Session()
    try session.setUp("published")
    try session.good("writ ack social-media --yes && writ evidence --person ana -o e.zip")
    try session.good("printf x > c.docx")
    #expect(try session.good("writ doctor").contains("as on main"))
    let (output, status) = try session.shell("writ propose -m WHY")
    #expect(status == 1 && output.contains("no file differs from main"), "\(output)")
  }
}
