import Foundation
import Testing

/// What strangers may have put into a clone, a draft or a ref must not run, hide or block anything.
@Suite struct HostileTests {
  @Test func `A program named in the clone's own configuration does not run`() throws {
    let session = try Session()
    try session.setUp("published")
    try expect(
      session,
      "printf '#!/bin/sh\\ntouch $WORK/pwned\\nexit 1\\n' > $WORK/evil && chmod +x $WORK/evil"
    )
    for name in ["gpg.ssh.program", "core.pager", "core.editor", "core.fsmonitor", "gpg.program"] {
      try expect(session, "git config \(name) $WORK/evil")
    }
    try expect(session, "writ ack social-media --yes --person chen --key $WORK/chen")
    try expect(session, "writ status && writ verify && writ todo && writ proposals")
    try expect(session, "PAGER=cat script -qec 'writ read social-media' /dev/null </dev/null")
    #expect(!FileManager.default.fileExists(atPath: session.work + "/pwned"))
  }

  @Test func `A draft that is a link is refused, and one outside the globs is not read`() throws {
    let session = try Session()
    try session.setUp("posts")
    try expect(session, "ln -s /etc/passwd drafts/link.md && git add drafts/link.md")
    let report = try session.shell("git commit -q -m link")
    #expect(report.status != 0)
    #expect(report.output.contains("is a link"))
  }

  @Test func `Somebody's broken acts block nobody else`() throws {
    let session = try Session()
    try session.setUp("proposed")
    let shard = try session.shell("printf chen | sha256sum | cut -c1-2").output.prefix(2)
    try expect(session, "git update-ref refs/writ/acts/\(shard)/chen main")
    try expect(session, "git update-ref refs/heads/proposals/chen/junk main^0")
    try expect(session, "writ proposals")
    try expect(session, "writ review plainer-words --approve --person bruno --key $WORK/bruno")
    try expect(session, "writ merge plainer-words")
    #expect(try session.shell("writ verify").status == 1)
  }

  @Test func `Somebody's broken records are shown as such and do not end the report`() throws {
    let session = try Session()
    try session.setUp("published")
    try expect(session, "writ ack social-media --yes --person chen --key $WORK/chen")
    let shard = try session.shell("printf bruno | sha256sum | cut -c1-2").output.prefix(2)
    try expect(session, "git update-ref refs/writ/records/\(shard)/bruno refs/writ/records/3a/chen")
    let status = try session.shell("writ status --csv")
    #expect(status.output.contains("bruno,,refused"))
    #expect(status.output.contains("chen,sales,acknowledged"))
    let report = try session.shell("writ verify")
    #expect(report.status == 1)
    #expect(report.output.contains("R-PERSON"))
    let me = try session.shell("writ me --person bruno")
    #expect(me.status == 0 && me.output.contains("Keys that can"), "\(me.output)")
    #expect(me.output.contains("nothing that you signed counts here"), "\(me.output)")
  }

  @Test func `A symbolic ref in a place of records is found`() throws {
    let session = try Session()
    try session.setUp("published")
    try expect(session, "git symbolic-ref refs/writ/published refs/heads/main")
    let report = try session.shell("writ verify")
    #expect(report.status == 1)
    #expect(report.output.contains("the ref is symbolic"))
  }

  @Test func `A file too large to be merged is refused before anything is written`() throws {
    let session = try Session()
    try session.setUp("published")
    try expect(session, "head -c 17000000 /dev/zero > policies/social-media/film.bin")
    let proposed = try session.shell("writ propose -m 'A film'")
    #expect(proposed.status == 1)
    #expect(proposed.output.contains("more than 16 MiB"))
    #expect(try session.shell("git for-each-ref refs/heads/proposals").output.isEmpty)
  }

  @Test func `A clock out of range does not switch the check off`() throws {
    let session = try Session()
    try session.setUp("posts")
    try expect(
      session,
      "printf -- '---\\naccount: official\\n---\\nResults guaranteed!\\n' > drafts/a.md"
    )
    for date in ["9223372036854775807 +0000", "253402300800 +0000", "-1 +0000"] {
      let report = try session.shell("GIT_COMMITTER_DATE='\(date)' writ lint drafts/a.md")
      #expect(report.status == 1, "\(date): \(report.output)")
    }
  }

  @Test func `Junk under a person's proposals does not stop that person`() throws {
    let session = try Session()
    try session.setUp("published")
    try expect(
      session,
      "git update-ref refs/heads/proposals/ana/junk $(git commit-tree -m junk HEAD^{tree} -p HEAD)"
    )
    try expect(session, "echo '# more' >> goals.yml && writ propose -m 'One more'")
    #expect(try session.shell("writ proposals").output.contains("ana/junk is left out"))
    #expect(try session.shell("writ verify").output.contains("refs/heads/proposals/ana/junk"))
  }

  @Test func `A proposal that calls a changed duty editorial is neither approved nor merged`()
    throws
  {
    let session = try Session()
    try session.setUp("published")
    try expect(
      session,
      "sed -i.bak 's/you must make clear/you need not make clear/' policies/social-media/policy.md"
    )
    try expect(session, "rm policies/social-media/*.bak && writ propose --as duty -m 'A duty less'")
    let forge = """
      git cat-file commit proposals/ana/duty | sed '/^gpgsig/,/END SSH/d; s/Class: material/Class: editorial/' > $WORK/c \
      && ssh-keygen -q -Y sign -n git -f $WORK/ana < $WORK/c > $WORK/s \
      && { sed '/^$/,$d' $WORK/c; sed '1s/^/gpgsig /; 2,$s/^/ /' $WORK/s; sed -n '/^$/,$p' $WORK/c; } > $WORK/f \
      && git update-ref refs/heads/proposals/ana/duty $(git hash-object -t commit -w $WORK/f)
      """
    try expect(session, forge)
    #expect(try session.shell("writ proposals").output.contains("editorial"))
    let review = try session.shell("writ review duty --approve --person bruno --key $WORK/bruno")
    #expect(review.status == 1)
    #expect(review.output.contains("this change is material"))
  }

  @Test func `A commit past the approvals is found, and nothing is published on top of it`() throws
  {
    let session = try Session()
    try session.setUp("company")
    try expect(
      session,
      "echo more >> README.md && WRIT_HOOKS=0 git commit -q -a -m 'Past everybody'"
    )
    #expect(try session.shell("writ verify").status == 1)
    let published = try session.shell("writ publish social-media")
    #expect(published.status == 1)
    #expect(try session.shell("git tag").output.isEmpty)
  }

  @Test func `Drafts of any size and shape end in a sentence`() throws {
    let session = try Session()
    try session.setUp("posts")
    let shapes = [
      "head -c 100000000 /dev/zero", "printf '\\377\\376H\\000'",
      "printf -- '---\\na: &a [x]\\nb: *a\\n---\\n'", "yes '[' | head -c 500000 | sed '1i ---'",
      "printf -- '---\\naccount: official\\n'",
    ]
    for shape in shapes {
      let report = try session.shell("\(shape) > drafts/odd.md; writ lint drafts/odd.md")
      #expect(report.status == 2, "\(shape): \(report.output)")
      #expect(report.output.contains("error: drafts/odd.md"))
    }
  }

  @Test func `Escapes in names and comments reach no terminal`() throws {
    let session = try Session()
    try session.setUp("proposed")
    let escape = "$(printf '\\033[2J\\342\\200\\256')"
    try expect(
      session,
      "writ review plainer-words --reject --comment \"\(escape)\" --person bruno --key $WORK/bruno"
    )
    let shown = try session.shell("writ proposals show plainer-words; writ merge plainer-words")
      .output
    #expect(!shown.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
    #expect(shown.contains("\\u{1B}"))
  }

  private func expect(_ session: Session, _ command: String) throws {
    let (output, status) = try session.shell(command)
    #expect(status == 0, "\(command): \(output)")
  }
}
