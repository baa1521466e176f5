import Foundation
import Testing

/// A policy of which no version is in force any more: nobody owes anything, and the proofs stay.
@Suite struct WithdrawnPolicyTests {
  private let session: Session

  init() throws {
    session = try Session()
    try session.setUp("published")
    try session.good("writ ack social-media --yes --person chen --key $WORK/chen")
    try session.good("writ publish social-media --withdraw 1.0 --yes")
  }

  @Test func `What was signed before can be read, asked about, verified and packed`() throws {
    #expect(try session.good("writ read social-media@1.0").contains("1.0, withdrawn 20"))
    let asked = try session.good("writ asof 2030-01-01 --person chen --policy social-media")
    #expect(asked.contains("signed    1.0 acknowledge"), "\(asked)")
    #expect(try session.good("writ verify --policy social-media").contains("All"))
    for subject in ["--policy social-media", "--person chen"] {
      let checked = try session.good(
        """
        rm -rf $WORK/pack && mkdir $WORK/pack && writ evidence \(subject) -o $WORK/pack/p.zip \
        && (cd $WORK/pack && unzip -q p.zip && sh */verify.sh)
        """
      )
      #expect(checked.contains("Everything in this pack is good"), "\(subject): \(checked)")
    }
  }

  @Test func `Nobody can sign it, and is told so before they read it`() throws {
    for command in ["read social-media", "ack social-media", "ack social-media@1.0"] {
      let (output, status) = try session.shell("writ \(command) --person bruno --key $WORK/bruno")
      #expect(status == 1 && output.contains("social-media 1.0 has been withdrawn"), "\(output)")
      #expect(!output.contains("You sign") && !output.contains("writ publish"), "\(output)")
    }
    #expect(try session.good("writ todo --person bruno").contains("Nothing to do"))
  }

  @Test func `The same words published again are shown as that`() throws {
    try session.good("writ publish social-media --material")
    let todo = try session.good("writ todo --person chen")
    #expect(todo.contains("no word changed since 1.0, which you signed"), "\(todo)")
    let changes = try session.good("writ read social-media --changes --person chen")
    #expect(changes.contains("changes since 1.0") && changes.contains("No word changed."))
  }
}
