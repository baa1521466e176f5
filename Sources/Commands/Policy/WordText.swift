import Policies

/// A Word file as Markdown.
struct WordText {
  let markdown: [UInt8]
  let notes: [ImportNote]
  let title: String?

  init(_ name: String, _ path: String, _ file: IncomingFile, _ edge: Edge) async throws {
    throw Failure("'\(name.safe)' is a Word file", status: .couldNotRun)
  }
}
