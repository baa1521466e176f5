import ArgumentParser

/// The command `writ policy`.
struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Bring policies in, look at them and check them",
    subcommands: [
      PolicyList.self, PolicyShow.self, PolicyNew.self, PolicyCheckCommand.self, PolicyTest.self,
      PolicyTranslated.self, PolicyFetch.self,
    ],
    defaultSubcommand: PolicyList.self
  )
}
