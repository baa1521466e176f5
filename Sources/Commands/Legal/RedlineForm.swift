import ArgumentParser
import Pages
import Policies
import Records

/// What a redline is written as.
enum RedlineForm: String, EnumerableFlag {
  case text
  case html
  case markdown
  case docx
  case json

  static func help(for value: RedlineForm) -> ArgumentHelp? {
    switch value {
    case .text: "Write marked text for the screen"
    case .html: "Write a page for any browser, complete in one file"
    case .markdown: "Write Markdown for a mail, a chat or a review page"
    case .docx: "Write a Word document with tracked changes (needs pandoc)"
    case .json: "Write JSON"
    }
  }

  /// Writes a comparison in this form, to a file if one is named.
  func write(
    _ comparison: Comparison,
    to file: String?,
    _ space: Workspace,
    author new: NamedText
  ) async throws {
    let output = OutputFile(edge: space.edge)
    switch self {
    case .text: try output.write(text(comparison, file, space), to: file)
    case .html:
      try output.write(RedlinePage(comparison, showing: .wholeText).html(), to: file)
    case .markdown: try output.write(RedlineMarkdown(comparison).text, to: file)
    case .json: try output.write(Output.jsonText(RedlineReport(comparison)), to: file)
    case .docx:
      let changes = TrackedChanges(
        comparison,
        author: new.author,
        date: new.time.description
      )
      try await WordWriter(edge: space.edge).write(changes.paragraphs, to: file ?? "redline.docx")
    }
  }

  private func text(_ comparison: Comparison, _ file: String?, _ space: Workspace) -> String {
    guard !comparison.redline.isEmpty else { return "No word changed" }
    let style = file == nil ? Output.redlineStyle(space.edge.terminal) : .plain
    return comparison.redline.text(in: style) + "\n"
  }
}
