import Testing

/// What nobody else may read or write is closed from its first moment on, not only at the end.
@Suite(.enabled(if: Tracing.isPossible, "strace is missing or may not trace here"))
struct ClosedFilesTests {
  @Test func `The folder of kept policies is never open`() throws {
    let session = try Session()
    try session.setUp("shared")
    let calls = try trace(
      "mkdir,mkdirat",
      "writ policy fetch file://$WORK/shared.git --fingerprint $(git config writ.repository)",
      session
    )
    #expect(calls.contains { $0.contains("/writ/policies\", 0700) = 0") }, "\(calls)")
  }

  @Test func `Names, invitations and what was verified are never open`() throws {
    let session = try Session()
    try session.setUp("published")
    try session.good("writ ack social-media --yes --person chen --key $WORK/chen")
    try session.good("printf 'id,name\\ngina,Gina G\\n' >$WORK/roster.csv")
    for (file, command) in [
      ("/writ/directory.csv", "writ people import $WORK/roster.csv --yes"),
      ("/writ/invitations", "writ people invite eve"),
      ("/verified", "writ verify"),
    ] {
      let calls = try trace("open,openat,creat,chmod,fchmod,fchmodat", command, session)
        .filter { $0.contains(file) }
      let made = calls.filter { $0.contains("O_CREAT") }
      #expect(!made.isEmpty && made.allSatisfy { $0.contains(", 0600) = ") }, "\(command): \(made)")
      #expect(!calls.contains { $0.contains("chmod") }, "\(calls)")
    }
  }

  /// The calls of some kinds that a command makes.
  private func trace(_ kinds: String, _ command: String, _ session: Session) throws -> [Substring] {
    let kinds = kinds.split(separator: ",").map { "?\($0)" }.joined(separator: ",")
    return try session.good(
      """
      umask 022; strace -f -qq -s 400 -o $WORK/calls -e trace=\(kinds) \(command) >/dev/null 2>&1
      cat $WORK/calls
      """
    ).split(separator: "\n")
  }
}
