/// The pages of the manual, in the language that `man` reads.
///
/// The macros are those of man(7), which both groff and mandoc know.
struct ManualPages {
  private let program: CommandOutline
  private let chapters: [CommandChapter]

  init() throws {
    program = try CommandOutline.program()
    chapters = CommandChapter.all(of: program)
  }

  /// All pages by the names of their files: `writ.1`, `writ-ack.1`, `writ-people-add.1`.
  var files: [(name: String, text: String)] {
    program.family.map { ("\(ManualPages.page($0)).1", text($0)) }
  }

  private func text(_ command: CommandOutline) -> String {
    var page = Roff()
    page.title(ManualPages.page(command), date: Version.date, source: "writ \(Version.number)")
    page.section("NAME")
    page.line("\(ManualPages.page(command)) \\- \(Roff.escaped(command.abstract))")
    page.section("SYNOPSIS")
    page.synopsis(Synopsis(command))
    if !command.paragraphs.isEmpty { page.section("DESCRIPTION") }
    for paragraph in command.paragraphs { page.paragraph(paragraph) }
    write(command.arguments, to: &page)
    if command.name == program.name {
      writeOverview(to: &page)
    } else {
      writeFamily(command, to: &page)
    }
    writeExits(to: &page)
    page.section("SEE ALSO")
    page.links(neighbours(of: command).map(ManualPages.page))
    return page.text
  }

  private func write(_ arguments: [CommandOutline.Argument], to page: inout Roff) {
    let places = arguments.filter { $0.kind == .positional }
    let options = arguments.filter { $0.kind != .positional }
    for (title, group) in [("ARGUMENTS", places), ("OPTIONS", options)] where !group.isEmpty {
      page.section(title)
      for argument in group { page.item(Synopsis.head(argument), Synopsis.meaning(argument)) }
    }
  }

  private func writeFamily(_ command: CommandOutline, to page: inout Roff) {
    guard !command.subcommands.isEmpty else { return }
    page.section("COMMANDS")
    for below in command.subcommands {
      let isUsual = below.word == command.defaultSubcommand
      page.item(below.word, below.abstract + (isUsual ? " (the default)" : ""))
    }
  }

  private func writeOverview(to page: inout Roff) {
    for chapter in chapters {
      page.section("\(chapter.title) commands".uppercased())
      for command in chapter.commands { page.item(command.name, command.abstract) }
    }
    page.section("ENVIRONMENT")
    for (name, meaning) in ManualPages.environment { page.item(name, meaning) }
    page.section("FILES")
    for (name, meaning) in ManualPages.settings { page.item(name, meaning) }
  }

  private func writeExits(to page: inout Roff) {
    page.section("EXIT STATUS")
    page.item("0", "All is well.")
    page.item("1", "It was refused, or something was found.")
    page.item("2", "It was typed wrong, or could not run.")
    page.item("70", "Writ has a fault; please report it.")
  }

  /// The program, the command above, and those beside or below.
  private func neighbours(of command: CommandOutline) -> [CommandOutline] {
    let parents = program.family.filter { other in
      other.subcommands.contains { $0.name == command.name }
    }
    let chapter = chapters.first { $0.commands.contains { $0.name == command.name } }
    let beside = chapter?.commands ?? parents.last?.subcommands ?? []
    let all = parents + (command.subcommands.isEmpty ? beside : command.subcommands)
    return all.filter { $0.name != command.name }
  }

  private static func page(_ command: CommandOutline) -> String {
    command.name.replacing(" ", with: "-")
  }
}

extension ManualPages {
  private static let environment = [
    ("WRIT_PAGER, PAGER", "The program that shows long texts."),
    ("WRIT_HOOKS", "With 0, the check of drafts is skipped once when Git makes a commit."),
    ("NO_COLOR", "With any value, nothing is coloured."),
    ("GIT_COMMITTER_DATE", "The time to declare instead of the clock's, as Git has it."),
  ]

  private static let settings = [
    ("writ.yml", "In a policy repository: the organisation, its approval rules and due dates."),
    (".writ.yml", "In a repository of drafts: which files are drafts, and whose policies apply."),
    ("writ.person, user.signingkey", "In Git's configuration: who you are, and your key."),
  ]
}
