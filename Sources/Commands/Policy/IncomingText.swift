import Documents
import Foundation
import Policies

/// A text that somebody brings in from a file.
struct IncomingText {
  /// The file as it was typed.
  let name: String
  /// The Markdown, in UTF-8.
  let markdown: [UInt8]
  /// What to know about the way it came.
  var notes: [ImportNote] = []
  /// The title that a Word file names.
  var title: String?
  /// Whether headings may have had numbers that are no text.
  var isFromWord = false

  /// Reads a Markdown file, or a Word file through pandoc.
  ///
  /// - Throws: a `Failure` with the next command for a file that is missing, too large, in another
  ///   encoding or of another kind.
  init(_ typed: String, _ edge: Edge) async throws {
    name = typed
    let path = edge.path(typed)
    let file = try IncomingFile(typed, path)
    switch try file.kind() {
    case .markdown: markdown = try file.text()
    case .word:
      let word = try await WordText(file)
      (markdown, notes, title, isFromWord) = (word.markdown, word.notes, word.title, true)
    }
  }

  /// What the person said, and the file's own title where they said none.
  func filling(_ front: ImportedFront) -> ImportedFront {
    var front = front
    front.title = front.title ?? title
    return front
  }
}
