/// What happened before the examples in `docs/reference/json.md`, so that they have much to say.
enum JSONStory {
  struct Failed: Error {
    var command: String
    var output: String
  }

  /// By the command whose section it is; `% NAME` is a set-up of `SetUp`.
  static let before: [String: [String]] = [
    "writ todo": travel + ["writ ack travel --person chen --key $WORK/chen --yes"] + rewritten
      + merging("closer-trains") + ["writ publish travel"],
    "writ me": leaver + [
      "cd $WORK/acme && writ sync && writ people admit --all --yes && writ people leave chen --yes",
      "ssh-keygen -q -t ed25519 -N '' -f $WORK/chen-3",
      "writ sync && cd $WORK/at-chen && writ sync",
    ],
    "writ lint": ["% company", "writ people roles ana --add communications"] + linkedRule
      + merging("link") + [
        "writ publish social-media", "git init -q $WORK/posts", "cd $WORK/posts", "mkdir drafts",
        "writ hooks install --policies $WORK/acme",
        post("lamp", "Our lamp is here. Results guaranteed! Nobody is faster, guaranteed.", ""),
        post("terms", "@lumo your new app is a joke", allowance),
      ],
    "writ rules list": ["% company"] + fewRules, "writ rules show": ["% company"] + fewRules,
    "writ rules test": ["% company"] + fewRules + [
      "perl -pi -e 's/1:21/1:22/' policies/social-media/rules/Promise.yml"
    ],
    "writ proposals list": competing, "writ proposals show": competing,
    "writ policy list": translated, "writ policy show": translated,
    "writ policy check": travel + [
      "printf -- '---\\nid: travel\\ntitle: Travel policy\\naudience: [everyone]\\nlanguage: en\\n---\\n# Travel policy\\n\\n## Trains {#TR-2}\\nSee [two](#TR-9). You must not use our logo.\\n\\nWe pay costs, including but not limited to tickets.\\n' > policies/travel/policy.md",
      "printf 'allow: [{check: open-list, clause: TR-2, reason: the list is in the tariff}]\\n' > policies/travel/check.yml",
    ],
    "writ policy test": [
      "% company", "perl -pi -e 's/guarantee//g' policies/social-media/rules/Promise.yml",
    ],
    "writ policy fetch": travel + [
      "git init -q --bare $WORK/shared.git", "git remote add origin $WORK/shared.git",
      "writ publish social-media", "writ sync",
      "git push -q origin main:refs/writ/records/cc/bruno",
      "git init -q $WORK/posts", "cd $WORK/posts",
      "writ hooks install --policies file://$WORK/shared.git",
      "echo 'versions: {travel: \"1.0\"}' >> .writ.yml",
    ],
    "writ redline": travel + rewritten,
    "writ status": ["% published", "writ ack social-media --person chen --key $WORK/chen --yes"],
    "writ asof": [
      "% published", "writ ack social-media --person chen --key $WORK/chen --yes",
      late("writ people leave chen --yes"),
    ],
    "writ verify": travel + [late("writ ack travel --person chen --key $WORK/chen --yes")]
      + rewritten + merging("closer-trains") + [
        "writ publish travel --material", "writ publish social-media",
        "writ verify", "git config writ.person chen",
        "git update-ref refs/tags/policy/social-media/1.0 main",
      ],
    "writ ledger show": [
      "% ledgered", "writ ack social-media --yes", "writ sync",
      "writ ack social-media --withdraw --yes", "writ sync", "writ sync",
    ],
    "writ sync": [
      "% shared", "cd $WORK/at-chen", "writ ack social-media --yes", "writ sync",
      "cd $WORK/at-bruno", "writ sync", lost("chen"), "writ ack social-media --yes",
      "writ ack social-media --yes --repository $WORK/acme",
      "writ sync --repository $WORK/acme || true",
      "git -C $WORK/shared.git update-ref refs/heads/proposals/bruno/x main",
      "git commit -q --allow-empty -m 'By hand'",
    ],
    "writ collect": [
      "% shared", "cd $WORK/at-chen", "writ ack social-media --yes --bundle $WORK/chen.writ",
      "cd $WORK/acme", "git bundle create -q $WORK/main.writ main",
    ],
    "writ people list": ["% company", "writ people leave chen --yes"],
    "writ people import": [
      "% company", "ssh-keygen -q -t ed25519 -N '' -f $WORK/dora",
      "writ people add dora --key $WORK/dora.pub", "writ people leave dora --yes",
      "printf 'Employee ID,Department\\nfinn,Sales\\ndora,Sales\\nchen,Research\\nBad id!,Sales\\n'"
        + " > $WORK/roster.csv",
    ],
    "writ people invite": ["% shared"],
    "writ doctor": ["% shared", "git remote remove origin"],
    "writ people admit": leaver + ["cd $WORK/acme", "writ sync"],
  ]

  private static func merging(_ proposal: String) -> [String] {
    [
      "writ review \(proposal) --approve --person bruno --key $WORK/bruno",
      "writ merge \(proposal)",
    ]
  }

  /// A second policy, short enough for an example.
  private static let travel: [String] =
    ["% company", "mkdir policies/travel"] + [
      "printf -- '\(front)\(ask)\(train)' > policies/travel/policy.md",
      "writ propose -m Travel",
    ] + merging("travel") + ["writ publish travel"]

  private static let front =
    "---\\nid: travel\\ntitle: Travel policy\\nowner: role:legal\\ncontact: legal desk\\nreview-by: 2026-01-04\\naudience: [everyone]\\nlanguage: en\\n---\\n# Travel policy\\n\\n"
  private static let receipts = "Keep every receipt until the year is over.\\n"
  private static let ask =
    "## Ask first {#TR-1 serves=thrift}\\nAsk before you book a journey that costs money.\\n"
  private static let train =
    "\\n## Trains {#TR-2}\\nTake the train where it goes.\\n\\n\(receipts)"

  /// The same with a translation, a newer version that is announced, and an open proposal.
  private static let translated: [String] =
    travel + rewritten + merging("closer-trains") + [
      "writ publish travel --material --effective 2026-03-01",
      "sed -e 's/language: en/language: de/' policies/travel/policy.md > policies/travel/policy.de.md",
      "writ policy translated travel de", "writ propose -m 'In German'",
      "writ review in-german --approve --person bruno --key $WORK/bruno",
      "writ merge in-german",
    ]

  /// The same with a moved sentence, another word and another title.
  private static let rewritten: [String] = [
    "printf -- '\(front)\(ask)\\n\(receipts)\\n## Closer trains {#TR-2}\\nTake the train if it goes.\\n' > policies/travel/policy.md",
    "writ propose -m 'Closer trains'",
  ]

  private static let linkedRule = [
    "echo 'link: https://acme.example/promises' >> policies/social-media/rules/Promise.yml",
    "writ propose -m Link",
  ]

  /// One rule of the policy and one of a pack.
  private static let fewRules = [
    "find policies/social-media/rules -name '*.yml' ! -name Promise.yml -delete",
    "cd policies/social-media/packs && rm -r [a-eg-z]* && rm finance/[A-PR-Z]* && cd $WORK/acme",
    "perl -pi -e 's/^level:/link: https:\\/\\/example.com\\/promises\nlevel:/; "
      + "s/^  gate: block/  gate: block\n  regime: Rule 2210 as it stands\n  as-of: 2026-01-05\n"
      + "  suppress: {reason: required, role: legal, days: 30}/' policies/social-media/rules/Promise.yml",
  ]

  private static let allowance =
    "allow: [{rule: Insult, reason: We quote them, by: ana, on: 2026-01-05}]\\n"

  private static func post(_ name: String, _ text: String, _ more: String) -> String {
    "printf -- '---\\nchannel: x\\naccount: official\\n\(more)---\\n\(text)\\n' > drafts/\(name).md"
  }

  /// Two proposals that change the same words, one of them merged.
  private static let competing =
    ["% published"] + [
      "cp policies/social-media/policy.md $WORK/before.md",
      "perl -pi -e 's/A few words are enough/A few words do/' policies/social-media/policy.md",
      "writ propose -m First", "cp $WORK/before.md policies/social-media/policy.md",
      "perl -pi -e 's/A few words are enough/Say it/' policies/social-media/policy.md",
      "writ propose --as second -m Second", "git checkout -q .",
      "writ review second --approve --person bruno --key $WORK/bruno",
      "perl -pi -e 's/A few words are enough/Tell them/' policies/social-media/policy.md",
      "writ propose --as second -m Second", "git checkout -q .",
    ] + merging("first") + [
      "perl -pi -e 's/you may/you can/' policies/social-media/policy.md",
      "writ propose --as third -m Third",
      "git checkout -q .", "perl -pi -e 's/you may/one may/' policies/social-media/policy.md",
      "writ propose --as fourth -m Fourth", "writ proposals close fourth --yes",
      "writ review third --reject --comment Why --person bruno --key $WORK/bruno",
    ]

  /// Somebody who asks for a new key in place of the old one.
  private static let leaver = [
    "% shared", "cd $WORK/at-chen", "writ ack social-media --yes",
    "ssh-keygen -q -t ed25519 -N '' -f $WORK/chen-2", "writ people rotate --to $WORK/chen-2",
    "writ sync",
  ]

  /// A command by somebody whose clock is a day ahead.
  private static func late(_ command: String) -> String {
    "GIT_COMMITTER_DATE='1767700000 +0000' \(command)"
  }

  private static func lost(_ person: String) -> String {
    "git -C $WORK/shared.git for-each-ref --format='delete %(refname)' 'refs/writ/records/**/\(person)'"
      + " | git -C $WORK/shared.git update-ref --stdin"
  }

  /// Runs one line, which must succeed.
  static func prepare(_ line: String, in session: Session) throws {
    guard !line.hasPrefix("% ") else { return try session.setUp(String(line.dropFirst(2))) }
    let (output, status) = try session.shell(line)
    guard status == 0 else { throw Failed(command: line, output: output) }
  }
}
