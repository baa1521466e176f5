/// What many transcripts begin with.
enum SetUp {
  struct Unknown: Error { var name: String }
  struct Failed: Error {
    var command: String
    var output: String
  }

  private static let keys = ["ana", "bruno", "chen"].map {
    "ssh-keygen -q -t ed25519 -N '' -C \($0) -f $WORK/\($0)"
  }

  private static let company =
    keys + [
      "writ init $WORK/acme --organisation Acme --person ana --key $WORK/ana",
      "cd $WORK/acme",
      "writ people add bruno --key $WORK/bruno.pub --role legal",
      "writ people add chen --key $WORK/chen.pub --group sales",
    ]

  private static let published = company + ["writ publish social-media"]

  private static let posts =
    published + [
      "git init -q $WORK/posts", "cd $WORK/posts", "mkdir drafts",
      "writ hooks install --policies $WORK/acme",
    ]

  /// A clone of the bare repository for bruno and for chen.
  private static let copies =
    ["bruno", "chen"].flatMap { person in
      [
        "git clone -q $WORK/shared.git $WORK/at-\(person)",
        "git -C $WORK/at-\(person) config writ.person \(person)",
        "git -C $WORK/at-\(person) config user.signingkey $WORK/\(person)",
        "writ sync --repository $WORK/at-\(person)",
      ]
    } + ["cd $WORK/acme"]

  /// The same in a bare repository that ana, bruno and chen each have a clone of.
  private static let shared =
    published + [
      "git init -q --bare $WORK/shared.git", "git remote add origin $WORK/shared.git", "writ sync",
    ]
    + copies

  /// The same with Writ's hooks on the server.
  private static let served =
    published + [
      "git init -q --bare $WORK/shared.git",
      "writ hooks install --server --repository $WORK/shared.git --fingerprint "
        + "$(git config writ.repository)",
      "git remote add origin $WORK/shared.git", "writ sync",
    ] + copies

  /// The same with a ledger.
  private static let ledgered =
    published + [
      "ssh-keygen -q -t ed25519 -N '' -f $WORK/server",
      "writ ledger appoint server --key $WORK/server.pub",
      "git init -q --bare $WORK/shared.git",
      "writ hooks install --server --repository $WORK/shared.git --key $WORK/server "
        + "--fingerprint $(git config writ.repository)",
      "git remote add origin $WORK/shared.git", "writ sync",
    ] + copies

  /// The set-ups by name.
  static let named: [String: [String]] = [
    "keys": keys,
    "company": company,
    "published": published,
    "posts": posts,
    "shared": shared,
    "served": served,
    "ledgered": ledgered,
    "proposed": published + [
      "sed -i.bak 's/A few words are enough/A few words will do/' policies/social-media/policy.md",
      "rm policies/social-media/policy.md.bak",
      "writ propose -m 'Plainer words'",
    ],
  ]
}
