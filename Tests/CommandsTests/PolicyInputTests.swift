import Foundation
import Testing

/// Policies that bite: each is a sentence with a place, and nothing else stops because of it.
@Suite struct PolicyInputTests {
  private static let front = "---\\nid: bad\\ntitle: Bad\\n---\\n"

  @Test(arguments: [
    ("head -c 52428800 /dev/zero > $p/policy.md", "it has 52428800 bytes"),
    ("ln -s /etc/passwd $p/policy.md", "no regular file"),
    ("printf -- '---\\nid: bad\\nid: bad\\n---\\n' > $p/policy.md", "policy.md:3:1: error"),
    ("printf -- '---\\nid: &a bad\\n---\\n' > $p/policy.md", "anchors and aliases"),
    ("printf -- '---\\nid: !!x bad\\n---\\n' > $p/policy.md", "tags are not allowed"),
    (
      "printf -- '\(front)\\377' > $p/policy.md",
      "policy.md:5:1: error: [unreadable] byte 0xFF"
    ),
    ("printf -- '\(front)## A {#X-1}\\n## B {#X-1}\\n' > $p/policy.md", "used twice"),
    ("printf -- '\(front)## A {#X-1 x=y}\\n' > $p/policy.md", "unknown attribute"),
    (
      "printf -- '---\\nid: other\\ntitle: A\\n---\\n' > $p/policy.md",
      "its id is 'other'"
    ),
    (
      "printf -- '\(front)' > $p/policy.md; cp $p/policy.md $p/policy.fr.md",
      "its language is 'en'"
    ),
    (
      "printf -- '\(front)' > $p/policy.md; touch $p/policy.de_DE.md",
      "no language has this name"
    ),
    (
      "printf -- '\(front)' > $p/policy.md; mkdir $p/rules; echo 'a: [' > $p/rules/x.yml",
      "rules/x.yml:2:1: error"
    ),
    ("printf -- '\(front)\\033[31mred\\n' > $p/policy.md", "U+001B hides"),
  ])
  func `What cannot be read is named with its place, and the others are checked`(
    make: String,
    words: String
  ) throws {
    let session = try Session()
    try session.setUp("company")
    _ = try session.shell("p=policies/bad; mkdir $p; \(make)")
    let (output, status) = try session.shell("writ policy check")
    #expect(status == 1 && output.contains(words), "\(output)")
    #expect(output.contains("policies/social-media/policy.md"), "\(output)")
    #expect(!output.contains("\u{1B}"))
    #expect(try session.shell("writ policy check social-media").status == 0)
  }

  @Test func `A bare repository is checked as main has it`() throws {
    let session = try Session()
    try session.setUp("company")
    let steps = [
      "git clone -q --bare --mirror $WORK/acme $WORK/bare.git",
      "writ policy check --repository $WORK/bare.git",
      "writ policy test --repository $WORK/bare.git",
      "writ policy list --repository $WORK/bare.git",
    ]
    for step in steps {
      let (output, status) = try session.shell(step)
      #expect(status == 0, "\(step): \(output)")
    }
  }

  @Test func `A new policy is never written over one, nor through a link`() throws {
    let session = try Session()
    try session.setUp("company")
    let (first, _) = try session.shell(
      "mkdir policies/travel && echo mine > policies/travel/policy.md && writ policy new travel"
    )
    #expect(first.contains("already"))
    #expect(try session.shell("cat policies/travel/policy.md").output == "mine\n")
    let link =
      "mkdir $WORK/elsewhere && ln -s $WORK/elsewhere policies/gifts && writ policy new gifts"
    #expect(try session.shell(link).status == 2)
    #expect(try session.shell("ls $WORK/elsewhere").output.isEmpty)
  }
}
