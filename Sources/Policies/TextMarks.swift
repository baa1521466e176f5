import CCmarkGFM
public import Documents

/// A link from one clause to another by its id: `[see](#SM-3)`.
public struct CrossReference: Equatable, Sendable {
  /// The id that it names, such as `SM-3`.
  public var target: String
  /// The clause that it stands in; empty before the first.
  public var clause: String
  /// Where `#SM-3` stands in the file; the start of its paragraph if it cannot be told.
  public var position: Position
}

/// A term that a policy defines: `**“Confidential information”** means …`.
///
/// Bold words wholly in quotation marks are a definition wherever they stand, as lawyers write
/// them in any language; bold words without the marks are only bold.
public struct DefinedTerm: Equatable, Sendable {
  /// The term without its quotation marks.
  public var term: String
  /// The clause that defines it; empty before the first.
  public var clause: String
  /// Where the definition stands in the file.
  public var position: Position
}

extension PolicyDocument {
  /// The cross-references in the text, in order.
  public var references: [CrossReference] { TextMarks(self).references }

  /// The terms that the text defines, in order; one that is defined twice comes twice.
  public var terms: [DefinedTerm] { TextMarks(self).terms }
}

/// What stands within the lines of a text and means more than its words.
struct TextMarks {
  private(set) var references: [CrossReference] = []
  private(set) var terms: [DefinedTerm] = []

  private var finder: SourceFinder
  private var clause = ""
  private var text = ""
  private var strongStarts: [Int] = []
  private var pending: [Pending] = []

  private enum Pending {
    case reference(String)
    case term(String)
  }

  init(_ document: PolicyDocument) {
    finder = SourceFinder(document.body, firstLine: document.bodyLine)
    Markdown.walk(document.body) { visit($0, entering: $1) }
  }

  private mutating func visit(_ node: OpaquePointer, entering: Bool) {
    switch Markdown.type(node) {
    case "heading", "paragraph", "table_row", "table_header":
      entering ? text = "" : end(node)
    case "text", "code", "html_inline": text += Markdown.literal(node)
    case "softbreak", "linebreak": text += " "
    case "strong" where entering: strongStarts.append(text.utf8.count)
    case "strong": endStrong()
    case "link" where !entering:
      let url = Markdown.url(node)
      if url.hasPrefix("#") { pending.append(.reference(String(url.dropFirst()))) }
    default: break
    }
  }

  private mutating func endStrong() {
    guard let start = strongStarts.popLast() else { return }
    let words = text[text.utf8.index(text.startIndex, offsetBy: start)...]
    if Quotes.inside(words) != nil { pending.append(.term(String(words))) }
  }

  /// Notes what a block had in it, once its lines are known.
  private mutating func end(_ node: OpaquePointer) {
    let lines = (
      Int(cmark_node_get_start_line(node)), Int(cmark_node_get_end_line(node))
    )
    if Markdown.type(node) == "heading", let id = HeadingAttributes.id(in: text) { clause = id }
    for mark in pending {
      switch mark {
      case .reference(let id):
        let place = finder.find("#\(id)", in: lines)
        references.append(CrossReference(target: id, clause: clause, position: place))
      case .term(let quoted):
        let place = finder.find(quoted, in: lines)
        let term = Quotes.inside(quoted[...]) ?? quoted
        terms.append(DefinedTerm(term: term, clause: clause, position: place))
      }
    }
    pending = []
    strongStarts = []
  }
}

extension HeadingAttributes {
  /// The id in a heading's text; `nil` if it bears none or a bad one.
  static func id(in heading: String) -> String? {
    do throws(DocumentError) {
      return try HeadingAttributes(heading, line: 1)?.id
    } catch {
      return nil
    }
  }
}
