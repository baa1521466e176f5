public import Documents

/// A policy's file and what it says, so that a clause can be shown as it was written.
public struct PolicySource: Sendable {
  /// What the file says.
  public let document: PolicyDocument
  private let lines: [Substring]
  private let bodyLine: Int

  /// Reads a policy file.
  public init(parsing bytes: [UInt8]) throws(DocumentError) {
    document = try PolicyDocument(parsing: bytes)
    bodyLine = try FrontMatter(parsing: bytes).bodyLine
    // By scalar: CR LF would be one character, and is one line end for positions as well.
    lines = String(decoding: bytes, as: UTF8.self).unicodeScalars
      .split(separator: "\n", omittingEmptySubsequences: false).map(Substring.init)
  }

  /// The whole Markdown below the front matter.
  public var text: String { lines.dropFirst(bodyLine - 1).joined(separator: "\n") }

  /// A clause's Markdown with its heading; empty if there is no such clause.
  public func text(of id: String) -> String {
    guard let index = document.clauses.firstIndex(where: { $0.id == id }) else { return "" }
    let start = id.isEmpty ? bodyLine : document.clauses[index].line
    let next = document.clauses.dropFirst(index + 1).first?.line ?? lines.count + 1
    guard start < next else { return "" }
    return lines[(start - 1)..<(next - 1)].joined(separator: "\n").trimmingSpaces
  }
}
