import Testing

/// What `writ lint --fix` asks the person at the terminal.
@Suite struct MendingTests {
  @Test(arguments: [
    ("y", "disabled people"), ("n", "handicapped people"), ("", "handicapped people"),
  ])
  func `At a terminal words that may change the meaning are asked about`(
    answer: String,
    words: String
  ) throws {
    let session = try Session()
    try session.setUp("published")
    let draft = "---\\naccount: official\\nchannel: x\\n---\\nA ride for handicapped people\\n"
    #expect(try session.shell("printf -- '\(draft)' > ride.md").status == 0)
    let fix = ConsentTests.typing("writ lint ride.md --fix")
    let asked = try session.shell("printf '\(answer)\\n' | \(fix)")
    #expect(asked.output.contains("Write 'disabled people'? [y/N]"))
    #expect(try session.shell("tail -1 ride.md").output == "A ride for \(words)\n")
  }
}
