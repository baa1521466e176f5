import Policies

/// A Word file as Markdown.
struct WordText {
  /// The Markdown, in UTF-8.
  let markdown: [UInt8]
  /// What could not come along as it was.
  let notes: [ImportNote]
  /// The paragraph in the style "Title", if there is one at the top.
  let title: String?

  /// Reads a Word file through pandoc.
  ///
  /// - Throws: a `Failure` for tracked changes and comments, whose fate only their authors know, and
  ///   for a file that cannot be read or is too large.
  init(_ file: IncomingFile) async throws {
    let name = file.name
    guard file.size <= IncomingFile.wordLimit else {
      throw Failure(
        "'\(name.safe)' has \(file.size) bytes; a Word file may have 10 MiB",
        hint: "open it in Word, take out the pictures, and save it as .docx"
      )
    }
    let bytes = try file.read(upTo: IncomingFile.wordLimit + 1)
    let archive = try WordArchive(bytes, named: name)
    let pandoc = try WordReader(reading: name)
    let json = try await pandoc.convert(bytes, ["-f", "docx", "--track-changes=all", "-t", "json"])
    let document = try WordDocument(json, named: name)
    try document.refuseOpenChanges()
    var tidying = WordTidying()
    let blocks = tidying.blocks(document.blocks)
    guard !tidying.hasUnreadTable else { throw WordText.unreadTable(name) }
    try WordText.requireAllWords(of: document.blocks, in: blocks, name)
    let tree = try document.json(with: blocks)
    markdown = try await pandoc.convert(tree, ["-f", "json", "-t", "gfm", "--wrap=none"])
    let headers = "page headers and footers do not come along; say in the text what counts"
    title = document.title
    notes =
      document.notes + (archive.hasHeaders ? [ImportNote(headers)] : [])
      + tidying.notes.map { ImportNote($0) }
  }

  private static func unreadTable(_ name: String) -> Failure {
    Failure(
      "a table in '\(name.safe)' cannot be read",
      cause: "nothing was brought in, so that nothing is lost",
      hint: "open it in Word or LibreOffice and save it once more as .docx"
    )
  }

  /// Nothing may be lost on the way, whatever a table or list looks like.
  private static func requireAllWords(of old: [Any], in new: [Any], _ name: String) throws {
    var (before, after): ([String: Int], [String: Int]) = ([:], [:])
    PandocTree.pieces(of: old, into: &before)
    PandocTree.pieces(of: new, into: &after)
    guard let lost = before.keys.sorted().first(where: { after[$0] ?? 0 < before[$0] ?? 0 }) else {
      return
    }
    throw Failure(
      "'\(name.safe)' has text that Markdown cannot hold, near the word '\(String(lost.prefix(40)).safe)'",
      cause: "nothing was brought in, so that nothing is lost",
      hint: "open it in Word, make that place plain paragraphs, and save it as .docx"
    )
  }
}
