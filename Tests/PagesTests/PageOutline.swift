import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What an XML parser finds in a page.
final class PageOutline: NSObject, XMLParserDelegate {
  struct Element {
    var name: String
    var attributes: [String: String]
    /// The names of the elements around it.
    var path: [String]
    var text = ""
  }

  private(set) var elements: [Element] = []
  private(set) var error: (any Error)?
  private var open: [Int] = []

  init(_ page: String) {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    if !parser.parse() { error = parser.parserError }
  }

  /// The elements of a kind.
  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  /// The words of all text within elements of a kind, without those within others.
  func words(in name: String, without skipped: Set<String>) -> [String] {
    pieces.filter { $0.path.contains(name) && skipped.isDisjoint(with: $0.path) }
      .flatMap { $0.text.split(whereSeparator: \.isWhitespace).map(String.init) }
  }

  /// Each piece of text with the names and classes of the elements around it.
  private(set) var pieces: [(path: Set<String>, text: String)] = []

  func parser(
    _ parser: XMLParser,
    didStartElement name: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String]
  ) {
    let path = open.map { elements[$0].name }
    open.append(elements.count)
    elements.append(Element(name: name, attributes: attributes, path: path))
  }

  func parser(
    _ parser: XMLParser,
    didEndElement name: String,
    namespaceURI: String?,
    qualifiedName: String?
  ) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    let around = open.map { elements[$0] }
    let classes = around.flatMap { ($0.attributes["class"] ?? "").split(separator: " ") }
    pieces.append((Set(around.map(\.name) + classes.map { ".\($0)" }), text))
    if let last = open.last { elements[last].text += text }
  }
}
