import ArgumentParser

/// The commands for one kind of work, under the heading that the help has for them.
struct CommandChapter {
  let title: String
  let commands: [CommandOutline]

  /// The name of its page, without an ending.
  var slug: String { title.lowercased().replacing(" ", with: "-") }

  /// All chapters, in the order of the help.
  static func all(of program: CommandOutline) -> [CommandChapter] {
    Writ.configuration.groupedSubcommands.map { group in
      let words = group.subcommands.map { $0.configuration.commandName ?? "" }
      return CommandChapter(
        title: group.name,
        commands: program.subcommands.filter { words.contains($0.word) }
      )
    }
  }
}
