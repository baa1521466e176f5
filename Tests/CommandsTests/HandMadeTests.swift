import Foundation
import Testing

/// A commit that somebody makes on main with plain Git: it reaches nobody, and there is a way back.
@Suite struct HandMadeTests {
  private let session: Session

  init() throws { session = try Session() }

  @Test(arguments: ["shared", "served"])
  func `A commit made by hand stays where it was made, and the hint leads back`(
    server: String
  ) throws {
    try session.setUp(server)
    let main = try session.good("git -C $WORK/shared.git rev-parse main")
    try session.good(
      """
      cd $WORK/at-bruno && writ ack social-media --yes
      echo Mine. >>README.md && git commit -qam 'By hand'
      """
    )
    for option in ["", " --give-way", " --restore"] {
      let (output, status) = try session.shell("writ sync\(option)")
      #expect(status == 1 && output.contains("not sent: refs/heads/main: "), "\(output)")
      #expect(
        output.contains(" main && git reset --keep \(main.dropLast()) && writ sync"),
        "\(output)"
      )
    }
    // What leans on none of it goes all the same.
    #expect(try session.good("git -C $WORK/shared.git rev-parse main") == main)
    #expect(try session.good("writ sync --repository $WORK/acme").contains("1 acknowledgement"))
    #expect(try typeHint(of: "writ sync").contains("In step"))
    let branch = "$(git branch --list 'by-hand-*' | tail -n 1)"
    #expect(try session.good("git show \(branch):README.md").hasSuffix("Mine.\n"))
    #expect(try session.good("writ verify").contains("are good"))
  }

  @Test func `It does not hide what others publish, nor what one did rightly before`() throws {
    try session.setUp("served")
    try session.good("cd $WORK/at-bruno")
    try change("A few words are enough", "A few words will do", as: "words")
    let mine = try session.good("git rev-parse main").dropLast()
    try session.good("echo Mine. >>README.md && git commit -qam 'By hand'")
    let output = try session.shell("writ sync").output
    #expect(output.contains("git reset --keep \(mine) "), "\(output)")
    try session.good(
      "cd $WORK/acme && sed -i.old s/words/expressions/ README.md && rm README.md.old"
    )
    try session.good(
      "cd $WORK/at-bruno && git branch by-hand && git reset -q --keep \(mine) && writ sync"
    )
    // The same where others merge at the same time.
    try session.good(
      "git commit -q --allow-empty -m 'By hand again' && cd $WORK/acme && git restore . && writ sync"
    )
    try change("A few words", "Some words", as: "more")
    try session.good("writ publish social-media && writ sync && cd $WORK/at-bruno")
    let synced = try session.shell("writ sync").output
    #expect(synced.contains("not taken in: refs/writ/published"), "\(synced)")
    // Work on another branch is left alone.
    try session.good(
      "git switch -qc mine && echo Notes. >notes.txt && git add . && git commit -qm Notes"
    )
    try typeHint(of: "writ sync")
    #expect(try session.good("git log -1 --format=%s") == "Notes\n")
    #expect(try session.good("git switch -q main && writ todo").contains("social-media 2.0"))
  }

  @Test func `A publication made by hand goes nowhere either, and is kept on a branch`() throws {
    try session.setUp("shared")
    try session.good(
      """
      cd $WORK/at-bruno && ref=refs/writ/published
      git update-ref $ref $(git commit-tree -p $ref -m 'By hand' $(git rev-parse $ref^{tree}))
      """
    )
    let (output, status) = try session.shell("writ sync")
    #expect(status == 1 && output.contains("not sent: refs/writ/published: "), "\(output)")
    #expect(try typeHint(of: "writ sync").contains("In step"))
    #expect(try session.good("git log -1 --format=%s --branches='by-hand-*'") == "By hand\n")
    #expect(try session.good("writ verify").contains("are good"))
  }

  @Test func `A new copy stands on main and has the hooks, whatever the server's HEAD is`() throws {
    try session.setUp("shared")
    try session.good(
      """
      git -C $WORK/shared.git symbolic-ref HEAD refs/heads/trunk
      ssh-keygen -q -t ed25519 -N '' -f $WORK/dora
      writ join $WORK/shared.git $WORK/at-dora --fingerprint $(git config writ.repository) \\
        --person dora --key $WORK/dora
      cd $WORK/at-dora
      """
    )
    #expect(try session.good("git symbolic-ref HEAD && git status --short") == "refs/heads/main\n")
    let (output, status) = try session.shell("echo Mine. >>README.md && git commit -qam 'By hand'")
    #expect(status == 1 && output.contains("writ propose"), "\(output)")
  }

  /// Types what a command that is refused says to type.
  @discardableResult private func typeHint(of command: String) throws -> String {
    let (output, status) = try session.shell(command)
    #expect(status == 1, "\(output)")
    let hint = try #require(output.split(separator: "\n").last { $0.hasPrefix("hint: ") })
    return try session.good(String(hint.dropFirst("hint: ".count)))
  }

  private func change(_ old: String, _ new: String, as name: String) throws {
    try session.good(
      """
      sed -i.old 's/\(old)/\(new)/' policies/social-media/policy.md && rm policies/social-media/*.old
      writ propose social-media --as \(name) -m Words && git restore .
      writ review \(name) --approve --person bruno --key $WORK/bruno --role legal || \\
        writ review \(name) --approve --person ana --key $WORK/ana
      writ merge \(name)
      """
    )
  }
}
