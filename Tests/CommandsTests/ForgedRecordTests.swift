import Testing

/// A pack in which a record or a text says something else than it seems to: the script notices.
@Suite struct ForgedRecordTests {
  private let session: Session
  private let pack: ChensPack

  init() throws {
    session = try Session()
    pack = ChensPack(session)
  }

  @Test func `A translation in other words is noticed, and what was signed stands in the answer`()
    throws
  {
    try session.setUp("published")
    try good(
      """
      cd policies/social-media && sed 's/^language: en/language: de/; s/A few words/Wenige/' policy.md >policy.de.md
      cd ../.. && writ policy translated social-media de && writ propose social-media --as german -m German
      git clean -fdq && git restore . && writ review german --approve --person bruno --key $WORK/bruno
      writ merge german && writ publish social-media
      writ ack social-media --yes --language de --person chen --key $WORK/chen
      """
    )
    try pack.make()
    let word =
      "said chen: acknowledge social-media/1.1 in de, shown not-shown, by flag, on 2026-01-05T"
    #expect(try pack.said(0).contains(word))
    let text = "texts/social-media-1.1.de.md"
    try good(
      """
      cd \(pack.folder) && echo Fined. >>\(text) && cd $WORK/acme
      sum=$(sha256sum <\(pack.folder)/\(text) | cut -d' ' -f1)
      sed -i.old "s|^file .* \(text)|file $sum \(text)|" \(pack.folder)/MANIFEST
      """
    )
    try pack.claim("")
    #expect(
      try pack.said().contains(
        "BAD  \(text) is another text than refs/tags/policy/social-media/1.1 has"
      )
    )
  }

  @discardableResult private func good(_ command: String) throws -> String {
    try session.good(command)
  }
}
