public import Documents

/// A policy's file cut at its clauses, byte for byte: putting the parts together gives the file.
public struct ClauseSource: Equatable, Sendable {
  /// One clause's part of the file, heading and all, up to the next clause.
  public struct Part: Equatable, Sendable {
    /// The clause's id; empty for what stands before the first clause.
    public var id: String
    /// The lines, with their ends.
    public var text: String
  }

  /// The parts in order.
  public var parts: [Part]

  /// Cuts a file.
  ///
  /// - Throws: what `PolicyDocument` throws for a file that is no policy.
  public init(parsing bytes: [UInt8]) throws(DocumentError) {
    let document = try PolicyDocument(parsing: bytes)
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let starts = document.clauses.filter { !$0.id.isEmpty }.map { ($0.id, $0.line - 1) }
    let bounds = [("", 0)] + starts
    parts = bounds.enumerated().map { index, bound in
      let end = index + 1 < bounds.count ? bounds[index + 1].1 : lines.count
      let text = lines[bound.1..<end].joined(separator: "\n")
      return Part(id: bound.0, text: end < lines.count ? text + "\n" : text)
    }
  }

  /// The file.
  public var text: String { parts.map(\.text).joined() }

  /// The part of a clause; `nil` if there is none.
  public subscript(id id: String) -> String? { parts.first { $0.id == id }?.text }
}
