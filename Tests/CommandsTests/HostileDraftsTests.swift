import Foundation
import Testing

/// Drafts that make other checkers fall over, pass in silence or run for minutes.
///
/// Whole commands on a repository with the template's rules. What cannot be checked ends with 2, one sentence and a remedy.
@Suite struct HostileDraftsTests {
  private let session: Session

  init() throws {
    session = try Session()
    try session.setUp("posts")
  }

  private static let front = "printf -- '---\\nchannel: mastodon\\naccount: official\\n---\\n'"

  /// What cannot be read, and the words that say what to do.
  @Test(arguments: [
    ("head -c 100000000 /dev/zero | tr '\\0' a >drafts/a.md", "a post may have at most"),
    ("head -c 10000000 /dev/zero | tr '\\0' a >drafts/a.md", "a post may have at most"),
    ("printf 'caf\\351' >drafts/a.md", "save the file as UTF-8"),
    ("printf 'Guaranteed' | iconv -t UTF-16 >drafts/a.md", "this file is UTF-16; save it as UTF-8"),
    ("printf 'Guaranteed' | iconv -t UTF-16LE >drafts/a.md", "a NUL byte"),
    ("printf 'a\\000b' >drafts/a.md", "a NUL byte"),
    ("printf -- '---\\naccount: own\\naccount: official\\n---\\na' >drafts/a.md", "written twice"),
    ("printf -- '---\\naccount: own\\n' >drafts/a.md", "close it with a line '---'"),
    ("printf -- '---\\nchannel: x\\n---\\na' >drafts/a.md", "say whose account"),
    ("printf -- '---\\naccount: me\\n---\\na' >drafts/a.md", "use official, own"),
    (
      "printf -- '---\\naccount: own\\nchannel: myspace\\n---\\na' >drafts/a.md",
      "unknown channel 'myspace'; use x"
    ),
    ("printf -- '---\\na: &a [b]\\nc: *a\\n---\\n' >drafts/a.md", "anchors and aliases"),
    (
      "{ printf -- '---\\na: '; head -c 5000 /dev/zero | tr '\\0' '['; printf '\\n---\\n'; } >drafts/a.md",
      "nested deeper"
    ),
    ("printf '{\"text\": \"a\", \"text\": \"b\"}' >drafts/a.json", "written twice"),
    ("printf '{\"text\": \"\\\\udc00\"}' >drafts/a.json", "half of a character"),
  ])
  func `A draft that cannot be read ends with 2 and hides no other`(
    make: String,
    words: String
  ) throws {
    try good(make)
    try good("\(Self.front) >drafts/b.md && echo 'Results guaranteed!' >>drafts/b.md")
    let name = make.hasSuffix("json") ? "drafts/a.json" : "drafts/a.md"
    let check = try session.shell("timeout 60 writ lint \(name) drafts/b.md")
    #expect(check.status == 2)
    let errors = check.output.split(separator: "\n").filter { $0.hasPrefix("error: ") }
    #expect(errors.count == 1 && errors[0].contains(words), "\(check.output.prefix(2_000))")
    #expect(check.output.contains("drafts/b.md:5:1: error: [social-media.Promise]"))
  }

  @Test func `Standard input without end is read no further than a post may go`() throws {
    let check = try session.shell("yes 'No risk' | writ lint -")
    #expect(check.status == 2)
    #expect(check.output.contains("a post may have at most"))
  }

  @Test func `A byte order mark is no letter of the text`() throws {
    try good(
      "printf '\\357\\273\\277---\\nchannel: x\\naccount: official\\n---\\nNo risk!\\n' >drafts/a.md"
    )
    let check = try session.shell("writ lint drafts/a.md --format line")
    #expect(check.status == 1 && check.output.contains("drafts/a.md:5:1:social-media.Promise"))
  }

  @Test func `No comment in a draft silences a policy`() throws {
    try good("\(Self.front) >drafts/a.md && echo '<!-- vale off --> No risk!' >>drafts/a.md")
    #expect(try session.shell("writ lint drafts/a.md").status == 1)
  }

  @Test func `A million findings are a thousand of each rule, and a remark`() throws {
    try replaceRules(
      "extends: existence\\nmessage: m\\nnonword: true\\ntokens: [a]\\nwrit:\\n  clause: SM-2\\n  because: b\\n"
        + "  instead: i\\n"
    )
    try good("{ \(Self.front); yes a | tr -d '\\n' | head -c 1000000; } >drafts/a.md")
    let check = try session.shell(
      "timeout 120 writ lint drafts/a.md --repository $WORK/new --format text"
    )
    #expect(
      check.output.split(separator: "\n").count { $0.contains("[social-media.Only]") } == 1_000
    )
    #expect(check.output.contains("Only: only the first 1000 findings are shown"))
  }

  @Test func `A line of a hundred kilobytes with many hits takes seconds at most`() throws {
    try good("{ \(Self.front); yes 'no risk, ' | tr -d '\\n' | head -c 100000; } >drafts/a.md")
    let check = try session.shell("timeout 120 writ lint drafts/a.md --format line")
    #expect(check.status == 1, "\(check.output.suffix(500))")
  }

  @Test func `A pattern that runs away ends with its name`() throws {
    try replaceRules(
      "extends: existence\\nmessage: m\\nnonword: true\\ntokens: [\"(?:a|aa)+[0-9]\"]\\nwrit:\\n  clause: SM-2\\n"
        + "  because: b\\n  instead: i\\n"
    )
    try good("\(Self.front) >drafts/a.md && head -c 60 /dev/zero | tr '\\0' a >>drafts/a.md")
    let check = try session.shell("timeout 120 writ lint drafts/a.md --repository $WORK/new")
    #expect(check.status == 2)
    #expect(check.output.contains("rule social-media.Only took too long"), "\(check.output)")
  }

  @Test func `Without any rule nothing is called fine`() throws {
    try replaceRules(nil)
    try good("\(Self.front) >drafts/a.md && echo 'Hello' >>drafts/a.md")
    let check = try session.shell("writ lint drafts/a.md --repository $WORK/new")
    #expect(check.status == 2)
    #expect(check.output.contains("there are no rules to check against"), "\(check.output)")
  }

  @Test func `A rule for a clause that is not there is neither published nor proposed`() throws {
    let rule =
      "extends: existence\\nmessage: m\\ntokens: [a]\\nwrit:\\n  clause: SM-99\\n  because: b\\n  instead: i\\n"
    try begin(with: rule)
    let published = try session.shell("cd $WORK/new && writ publish social-media")
    #expect(published.status == 1)
    #expect(published.output.contains("Only.yml: clause 'SM-99' is not in the text"))
    try good("cd $WORK/acme && printf '\(rule)' >policies/social-media/rules/Only.yml")
    let proposed = try session.shell("writ propose -m 'A rule'")
    #expect(proposed.status == 1)
    #expect(proposed.output.contains("Only.yml: clause 'SM-99' is not in the text on main"))
    #expect(try session.shell("writ proposals").output.contains("Only") == false)
  }

  @Test func `A folder without drafts is not called fine`() throws {
    try good("mkdir empty && touch empty/notes.doc")
    let check = try session.shell("writ lint empty")
    #expect(check.status == 2)
    #expect(check.output.contains("there is no draft to check"))
  }

  @Test(arguments: [
    ("ln -s /etc/passwd drafts/l.md", "'drafts/l.md' is a link; a draft is a file"),
    ("ln -s nowhere drafts/l.txt", "'drafts/l.txt' is a link; a draft is a file"),
    ("mkfifo drafts/l.md", "'drafts/l.md' is a pipe or a device; a draft is a file"),
  ])
  func `A link or a pipe among the drafts of a folder is not followed and hides no other`(
    make: String,
    words: String
  ) throws {
    try good("\(make) && \(Self.front) >drafts/z.md && echo 'No risk!' >>drafts/z.md")
    for command in ["writ lint drafts", "writ lint drafts --stats", "writ lint drafts --fix"] {
      let check = try session.shell("timeout 20 \(command)")
      #expect(check.status == 2 && check.output.contains(words), "\(command)\n\(check.output)")
      #expect(check.output.contains("hint: ls -l drafts/l."))
    }
    let check = try session.shell("timeout 20 writ lint drafts")
    #expect(check.output.contains("drafts/z.md:5:1: error: [social-media.Promise]"))
  }

  @Test func `A staged link hides no other draft`() throws {
    try good(
      "ln -s nowhere drafts/l.md && \(Self.front) >drafts/z.md && echo 'No risk!' >>drafts/z.md"
    )
    let check = try session.shell("git add . && git commit -q -m Two")
    #expect(check.status != 0 && check.output.contains("'drafts/l.md' is a link"))
    #expect(check.output.contains("drafts/z.md:5:1: error: [social-media.Promise]"))
  }

  @Test(arguments: [
    "--account official", "--repository .", "--fingerprint 0", "--staged", "--since HEAD",
    "--baseline known.txt",
  ])
  func `A public style is checked against no policy, and says so`(option: String) throws {
    try good("printf '[*]\\nBasedOnStyles = Vale\\n' >.vale.ini && echo Text >drafts/a.md")
    try good("writ lint --config .vale.ini drafts/a.md")
    let check = try session.shell("writ lint --config .vale.ini \(option) drafts/a.md")
    #expect(check.status == 2 && check.output.contains("goes with no --account"))
  }

  @Test func `Settings that cannot be read are no missing settings`() throws {
    try good(
      "rm .writ.yml && mkfifo .writ.yml && \(Self.front) >drafts/a.md && git add drafts/a.md"
    )
    let check = try session.shell("timeout 20 writ hooks run pre-commit")
    #expect(check.status == 2 && check.output.contains("'.writ.yml' cannot be read"))
  }

  @Test func `No draft chooses its own lane where all are for official accounts`() throws {
    try good("printf -- '---\\naccount: own\\n---\\nNo risk!\\n' >drafts/a.md")
    try good("writ lint drafts/a.md")
    let told = try session.shell("writ lint drafts/a.md --account official")
    #expect(told.status == 2 && told.output.contains("for 'official' accounts only"))
    try good("echo 'account: official' >>.writ.yml && git add .")
    for command in [
      "writ lint drafts/a.md", "writ lint --staged", "git commit -q -m Own",
      "writ lint drafts/a.md --fix", "writ lint --staged --fix",
    ] {
      let check = try session.shell(command)
      #expect(check.status != 0 && check.output.contains("'official' accounts only"), "\(command)")
    }
    try good("sed -i.old 's/own/official/' drafts/a.md")
    #expect(try session.shell("writ lint drafts/a.md").status == 1)
  }

  @Test func `A baseline in the settings has no effect where the caller names the policies`() throws
  {
    try good("\(Self.front) >drafts/a.md && echo 'No risk!' >>drafts/a.md")
    try good("writ lint drafts --baseline known.txt --write-baseline")
    try good("echo 'baseline: known.txt' >>.writ.yml && writ lint drafts")
    let judged = try session.shell("writ lint drafts --repository $WORK/acme")
    #expect(
      judged.status == 1 && judged.output.contains("to follow it, say --baseline"),
      "\(judged.output)"
    )
    try good("writ lint drafts --repository $WORK/acme --baseline known.txt")
  }

  private func good(_ command: String) throws {
    let (output, status) = try session.shell(command)
    try #require(status == 0, "\(command)\n\(output)")
  }

  /// A policy repository in `$WORK/new` in force with one rule or none.
  private func replaceRules(_ rule: String?) throws {
    try begin(with: rule)
    try good("cd $WORK/new && writ publish social-media && cd $WORK/posts")
  }

  /// A policy repository in `$WORK/new` with one rule or none, made with a template of its own.
  private func begin(with rule: String?) throws {
    try good(
      "mkdir -p $WORK/other/bin $WORK/other/share/writ && cp $(command -v writ) $WORK/other/bin"
    )
    try good("cp -R \(Self.root)/policy-repo-template \(Self.root)/hooks $WORK/other/share/writ/")
    let folder = "$WORK/other/share/writ/policy-repo-template/policies/social-media/rules"
    try good("rm \(folder)/*")
    if let rule { try good("printf '\(rule)' >\(folder)/Only.yml") }
    try good(
      "$WORK/other/bin/writ init $WORK/new --organisation New --person ana --key $WORK/ana"
    )
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
}
