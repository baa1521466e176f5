import ArgumentParser

/// The command `writ rules`.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "See, write and try the checks on drafts of posts",
    discussion: """
      A rule is one file that says which words to look for, which clause it serves, why, and what to \
      write instead. It counts from the next published version of its policy on.
      """,
    subcommands: [
      RulesList.self, RulesShow.self, RulesTest.self, RulesNew.self, RulesExport.self,
    ],
    defaultSubcommand: RulesList.self
  )
}
