import Foundation
import Testing

/// A pack of evidence with people's names, and without.
@Suite struct NamelessEvidenceTests {
  private let session: Session
  private let pack: String

  init() throws {
    session = try Session()
    pack = session.work + "/writ-evidence-chen"
    try session.setUp("published")
    try session.good("writ ack social-media --yes --person chen --key $WORK/chen")
    try session.good(
      "mkdir -p .git/writ && printf 'person,name,email,manager,language,time-zone\\n"
        + "chen,Chen Li,,,,\\n' > .git/writ/directory.csv"
    )
  }

  @Test func `Names are there or left out as asked, and forgetting them breaks no proof`() throws {
    try make("--person chen")
    #expect(try page().contains("# Chen Li (chen)"))
    #expect(try session.shell("sh \(pack)/verify.sh").status == 0)
    try session.good("rm -r \(pack)")
    try make("--person chen --pseudonymous")
    #expect(try !page().contains("Chen Li"))
    #expect(try session.shell("grep -r 'Chen Li' \(pack)").status == 1)
    try session.good("rm .git/writ/directory.csv && writ verify --no-cache")
    #expect(try session.shell("sh \(pack)/verify.sh").status == 0)
  }

  @Test(arguments: [
    ("Ask Chen Li", "words"), ("Ask Chen   Li", "words"), ("", "ask-chen-li-first"),
  ])
  func `A name in a signed message is not packed where names are to be left out`(
    comment: String,
    slug: String
  ) throws {
    try change("A few words are enough", "A few words will do", as: slug, comment: comment)
    let (output, status) = try session.shell(
      "writ evidence --person chen --pseudonymous -o $WORK/chen.zip"
    )
    #expect(status == 1 && output.contains("'Chen Li' stands in a signed message"), "\(output)")
    #expect(!FileManager.default.fileExists(atPath: session.work + "/chen.zip"))
    try make("--person chen")
  }

  @Test func `A name in a text that was signed is told to whoever leaves names out`() throws {
    try change("A few words are enough", "Chen Li answers. A few words are enough", as: "words")
    try session.good(
      "writ publish social-media && writ ack social-media --yes --person chen --key $WORK/chen"
    )
    let packed = try session.good("writ evidence --person chen --pseudonymous -o $WORK/chen.zip")
    #expect(packed.contains("note: 'Chen Li' stands in texts/social-media-"), "\(packed)")
  }

  /// Other words of the policy, which bruno approved with a remark, merged.
  private func change(_ old: String, _ new: String, as name: String, comment: String = "") throws {
    let remark = comment.isEmpty ? "" : "--comment '\(comment)'"
    try session.good(
      """
      perl -pi -e 's/\\Q\(old)\\E/\(new)/' policies/social-media/policy.md \
      && writ propose --as \(name) -m Words && git restore . \
      && writ review \(name) --approve \(remark) --person bruno --key $WORK/bruno && writ merge \(name)
      """
    )
  }

  private func make(_ words: String) throws {
    try session.good(
      "writ evidence \(words) -o $WORK/pack.zip && cd $WORK && python3 -m zipfile -e pack.zip ."
    )
    try session.good("cd $WORK/acme")
  }

  private func page() throws -> String {
    try String(contentsOfFile: "\(pack)/people/chen.md", encoding: .utf8)
  }
}
