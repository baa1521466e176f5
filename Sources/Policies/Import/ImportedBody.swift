import Documents

/// The text of an imported policy below its front matter.
struct ImportedBody {
  /// A heading on its way to become a clause.
  private struct Entry {
    var outline: MarkdownOutline.Heading
    var source: ImportedHeading
    var number: String?
  }

  /// What to know and to look at, by line of the text below the front matter.
  var notes: [ImportNote] = []
  /// The old numbers, in order.
  private(set) var numbers: [PolicyImport.Number] = []
  /// The clause ids by the text of the heading that came in.
  private(set) var clauseOfHeading: [String: String] = [:]
  /// Whether numbers were taken off the titles or never stood there.
  private(set) var lostNumbers = false
  /// Whether a heading was put above a text that had none.
  private(set) var addedHeading = false
  /// The text as it came in.
  let original: String
  private let prefix: ClausePrefix
  private var lines: [String]
  private var ids: Set<String> = []

  /// Gives every heading on the top level a clause id.
  init(
    _ text: String,
    _ outline: MarkdownOutline,
    prefix: ClausePrefix,
    title: String,
    countsHeadings: Bool
  ) {
    original = text
    self.prefix = prefix
    lines = text.fileLines
    var entries = ImportedBody.clauses(outline).compactMap { heading in
      ImportedHeading(heading, in: lines).map { Entry(outline: heading, source: $0) }
    }
    takeNumbersOff(&entries, countsHeadings)
    ids = Set(entries.compactMap(\.source.id))
    var used: Set<String> = []
    for entry in entries { name(entry, &used) }
    if entries.isEmpty { addHeading(title) }
  }

  /// The finished text, with one line end at its end.
  var text: String {
    let kept = lines.drop { $0.trimmingSpaces.isEmpty }
    return kept.joined(separator: "\n").trimmingSpacesAtEnd + "\n"
  }

  /// The headings that become clauses: all but a title at the very top with no text of its own.
  private static func clauses(_ outline: MarkdownOutline) -> [MarkdownOutline.Heading] {
    guard let first = outline.headings.first, first.level == 1, !outline.beginsWithText,
      !first.hasText, outline.headings.count > 1
    else { return outline.headings }
    return Array(outline.headings.dropFirst())
  }

  private mutating func takeNumbersOff(_ entries: inout [Entry], _ countsHeadings: Bool) {
    let typed = entries.map { HeadingNumber($0.source.title) }
    let found = typed.compactMap(\.self)
    if found.isEmpty, countsHeadings {
      lostNumbers = true
      let counted = HeadingNumber.counted(entries.map(\.outline.level))
      for index in entries.indices { entries[index].number = counted[index] }
    }
    guard HeadingNumber.areSure(found) else {
      if let index = typed.firstIndex(where: { $0 != nil }) {
        let words = "numbers before titles do not simply rise from 1, so they stay in the titles"
        notes.append(ImportNote(line: entries[index].outline.line, words))
      }
      return
    }
    lostNumbers = true
    for index in entries.indices {
      guard let number = typed[index] else { continue }
      entries[index].source.title = number.title
      entries[index].number = number.text
    }
  }

  /// Writes the heading with its id; ids that are there stay, an id used twice stays the first's.
  private mutating func name(_ entry: Entry, _ used: inout Set<String>) {
    let (line, source) = (entry.outline.line, entry.source)
    var id = source.id ?? prefix.firstFree(among: ids, from: used.count + 1)
    if used.contains(id) {
      id = prefix.firstFree(among: ids, from: used.count + 1)
      notes.append(
        ImportNote(line: line, "the id '\(source.id ?? "")' is used before; this is \(id)")
      )
    }
    used.insert(id)
    ids.insert(id)
    lines[source.index] = source.line(id: id)
    clauseOfHeading[entry.outline.text] = id
    if let dropped = source.dropped {
      notes.append(ImportNote(line: line, "'\(dropped)' in braces after the title is left out"))
    }
    if let number = entry.number {
      numbers.append(PolicyImport.Number(old: number, clause: id, title: source.title))
    }
  }

  private mutating func addHeading(_ title: String) {
    let id = prefix.firstFree(among: [])
    let plain = title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    addedHeading = true
    lines = ["## \(plain) {#\(id)}", ""] + lines.drop { $0.trimmingSpaces.isEmpty }
    notes.append(
      ImportNote("the text has no heading, so the whole is one clause, \(id), under its title")
    )
  }
}

extension ImportedBody {
  /// Refuses the result if any word differs, but for ids and numbers of headings.
  func requireSameWords(as document: PolicyDocument) throws(DocumentError) {
    let before = Markdown.blocks(original, firstLine: 1)
    let after = document.clauses.flatMap(\.blocks).dropFirst(addedHeading ? 1 : 0)
    for (old, new) in zip(before, after) {
      guard old.kind == new.kind, ImportedBody.isSame(old, new) else {
        throw ImportedBody.misread(old.line)
      }
    }
    guard before.count == after.count else { throw ImportedBody.misread(1) }
  }

  private static func isSame(_ old: Block, _ new: Block) -> Bool {
    guard case .heading = old.kind else { return old.words == new.words }
    return old.words.joined(separator: " ").contains(new.words.joined(separator: " "))
  }

  private static func misread(_ line: Int) -> DocumentError {
    DocumentError(
      "the text near line \(line) would change on the way in; put an empty line around headings there"
    )
  }
}

extension String {
  /// The text without white space at its end.
  var trimmingSpacesAtEnd: Substring {
    var text = self[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
