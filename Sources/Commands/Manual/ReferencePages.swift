/// The pages of `docs/reference`: what the program says about each command, as Markdown.
struct ReferencePages {
  private let chapters: [CommandChapter]

  init() throws { chapters = CommandChapter.all(of: try CommandOutline.program()) }

  /// All pages by the names of their files.
  var files: [(name: String, text: String)] {
    [("README.md", index)] + chapters.map { ("\($0.slug).md", page($0)) }
  }

  private var index: String {
    let tables = chapters.map { chapter in
      let rows = chapter.commands.flatMap(\.family).map { command in
        "| [\(command.name)](\(chapter.slug).md#\(anchor(command))) | \(escaped(command.abstract)) |"
      }
      return (["## \(chapter.title)", "", "| command | what it does |", "|---|---|"] + rows)
        .joined(separator: "\n")
    }
    return ([ReferencePages.opening] + tables).joined(separator: "\n\n") + "\n"
  }

  private static let opening = """
    # Commands

    What the program itself says about each command. `make reference` writes these pages anew, and a
    test keeps them current. The same is in `writ COMMAND --help` and, where Writ is installed, in
    `man writ-COMMAND`. What `--json` writes is on [a page of its own](json.md).

    Every command also takes `--help`, and `--version`, which says what program this is.

    | ends with | when |
    |---|---|
    | 0 | all is well |
    | 1 | it was refused, or something was found |
    | 2 | it was typed wrong, or could not run |
    | 70 | Writ has a fault; please report it |
    """

  private func page(_ chapter: CommandChapter) -> String {
    let sections = chapter.commands.flatMap(\.family).map(section)
    return (["# \(chapter.title)"] + sections).joined(separator: "\n\n") + "\n"
  }

  private func section(_ command: CommandOutline) -> String {
    var parts = ["## \(command.name)", escaped(command.abstract) + "."]
    parts.append("```\n\(Synopsis(command).lines.joined(separator: "\n"))\n```")
    parts += command.paragraphs.map(escaped)
    if !command.subcommands.isEmpty { parts.append(list(command)) }
    if !command.arguments.isEmpty { parts.append(table(command)) }
    if command.hasJSON { parts.append("[What `--json` writes](json.md#\(anchor(command)))") }
    return parts.joined(separator: "\n\n")
  }

  private func list(_ command: CommandOutline) -> String {
    let links = command.subcommands.map { "[\($0.word)](#\(anchor($0)))" }.joined(separator: ", ")
    let usual = command.defaultSubcommand.map { "; without one, `\($0)` is meant" } ?? ""
    return "Its commands: \(links)\(usual)."
  }

  private func table(_ command: CommandOutline) -> String {
    let rows = command.arguments.map { argument in
      "| `\(Synopsis.head(argument))` | \(escaped(Synopsis.meaning(argument))) |"
    }
    return (["| what to type | what it does |", "|---|---|"] + rows).joined(separator: "\n")
  }

  /// What GitHub makes of the heading.
  private func anchor(_ command: CommandOutline) -> String {
    command.name.replacing(" ", with: "-")
  }

  /// Text in which Markdown finds no marks.
  private func escaped(_ text: String) -> String {
    text.reduce(into: "") { $0 += "\\`*<|[".contains($1) ? "\\\($1)" : String($1) }
  }
}
