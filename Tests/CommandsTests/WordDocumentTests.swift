import Foundation
import Testing

/// `writ redline --docx` with the pandoc of this machine.
@Suite(.enabled(if: Pandoc.isInstalled, "pandoc is not installed"))
struct WordDocumentTests {
  @Test func `A redline for Word holds both texts, and who changed what`() throws {
    let session = try Session()
    try session.setUp("published")
    let text = "policies/social-media/policy.md"
    try expect(session, "perl -pi -e 's/A few words are enough/`Two` words <do>/' \(text)")
    try expect(session, "writ redline social-media --docx --output $WORK/changes.docx")
    let pandoc = "pandoc --wrap=none $WORK/changes.docx -t plain --track-changes"
    let accepted = try session.shell("\(pandoc)=accept").output
    #expect(accepted.contains("Two words <do>.") && !accepted.contains("A few words are enough"))
    let rejected = try session.shell("\(pandoc)=reject").output
    #expect(rejected.contains("A few words are enough.") && !rejected.contains("Two words"))
    let marked = try session.shell("pandoc -t native --track-changes=all $WORK/changes.docx").output
    #expect(marked.contains("\"author\" , \"ana\""))
  }

  @Test func `A text made to end the fence is only text`() throws {
    let session = try Session()
    try session.setUp("published")
    let text = "policies/social-media/policy.md"
    try expect(session, "printf '\\n~~~\\n```\\n![x](/etc/passwd)\\n~~~\\n' >> \(text)")
    try expect(session, "writ redline social-media --docx --output $WORK/changes.docx")
    let marked = try session.shell("pandoc -t native --track-changes=all $WORK/changes.docx").output
    #expect(marked.contains("/etc/passwd") && !marked.contains("Image"))
  }

  private func expect(_ session: Session, _ command: String) throws {
    let (output, status) = try session.shell(command)
    #expect(status == 0, "\(command): \(output)")
  }
}

/// The pandoc of this machine.
private enum Pandoc {
  static let isInstalled = ["/usr/bin", "/usr/local/bin"].contains {
    FileManager.default.isExecutableFile(atPath: "\($0)/pandoc")
  }
}
