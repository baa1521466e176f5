import Foundation

/// A Word file, made of the XML that Word itself writes.
struct WordFile {
  /// The paragraphs and tables.
  var body: String
  /// More parts by name.
  var parts: [String: String] = [:]

  private static let names =
    #"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006"

  /// Writes the file into a session's folder.
  func write(_ name: String, in session: Session) throws {
    let folder = "\(session.work)/parts-\(name)"
    for (path, text) in all {
      let url = URL(fileURLWithPath: "\(folder)/\(path)")
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try text.write(to: url, atomically: true, encoding: .utf8)
    }
    let zip = "python3 -m zipfile -c $WORK/\(name).docx '[Content_Types].xml' _rels word"
    let (output, status) = try session.shell("(cd '\(folder)' && \(zip))")
    guard status == 0 else { throw SetUp.Failed(command: zip, output: output) }
  }

  /// A paragraph, perhaps in a style such as `Heading1`, with what stands after its words.
  static func paragraph(_ text: String, _ style: String = "", raw: String = "") -> String {
    let properties = style.isEmpty ? "" : "<w:pPr><w:pStyle w:val=\"\(style)\"/></w:pPr>"
    return "<w:p>\(properties)<w:r><w:t xml:space=\"preserve\">\(text)</w:t></w:r>\(raw)</w:p>"
  }

  /// A tracked change: `ins`, `del`, `moveFrom` or `moveTo`.
  static func change(_ kind: String, by author: String, _ text: String) -> String {
    let word = kind == "del" || kind == "moveFrom" ? "delText" : "t"
    return "<w:\(kind) w:id=\"1\" w:author=\"\(author)\" w:date=\"2026-01-01T00:00:00Z\">"
      + "<w:r><w:\(word)>\(text)</w:\(word)></w:r></w:\(kind)>"
  }

  /// A table of rows of cells; a cell is what it holds and its properties.
  static func table(_ columns: Int, _ rows: [[(text: String, properties: String)]]) -> String {
    let grid = String(repeating: "<w:gridCol w:w=\"900\"/>", count: columns)
    let lines = rows.map { row in
      let cells = row.map { "<w:tc><w:tcPr>\($0.properties)</w:tcPr>\(paragraph($0.text))</w:tc>" }
      return "<w:tr>\(cells.joined())</w:tr>"
    }
    return "<w:tbl><w:tblGrid>\(grid)</w:tblGrid>\(lines.joined())</w:tbl>"
  }

  private var all: [String: String] {
    let styles = (1...3).map { level in
      "<w:style w:type=\"paragraph\" w:styleId=\"Heading\(level)\"><w:name w:val=\"heading \(level)\"/></w:style>"
    }
    let main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return [
      "[Content_Types].xml": "<Types xmlns=\"\(Self.package)/content-types\">"
        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        + "<Override PartName=\"/word/document.xml\" ContentType=\"\(main)\"/></Types>",
      "_rels/.rels": Self.relations(["officeDocument": "word/document.xml"]),
      "word/document.xml": "<w:document \(Self.names)><w:body>\(body)</w:body></w:document>",
      "word/styles.xml": "<w:styles \(Self.names)>\(styles.joined())</w:styles>",
      "word/_rels/document.xml.rels": Self.relations(
        ["styles": "styles.xml", "comments": "comments.xml"]
      ),
      "word/comments.xml": "<w:comments \(Self.names)><w:comment w:id=\"7\" w:author=\"Dora\""
        + " w:date=\"2026-01-01T00:00:00Z\">\(Self.paragraph("Hm."))</w:comment></w:comments>",
    ].merging(parts) { $1 }
  }

  private static func relations(_ targets: [String: String]) -> String {
    let lines = targets.map { type, target in
      "<Relationship Id=\"\(type)\" Type=\"\(office)/\(type)\" Target=\"\(target)\"/>"
    }
    return "<Relationships xmlns=\"\(package)/relationships\">\(lines.joined())</Relationships>"
  }
}
