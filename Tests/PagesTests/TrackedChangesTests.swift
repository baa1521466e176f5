import Foundation
import Pages
import Policies
import TestTools
import Testing

/// A Word document with all changes accepted is the newer text, with all rejected the older one.
@Suite(.enabled(if: WordDocument.hasPandoc, "pandoc is not installed"))
struct TrackedChangesTests {
  @Test(arguments: [
    (SamplePages.old, SamplePages.new), (SamplePages.new, SamplePages.old),
    (SamplePages.old, SamplePages.hostile), (SamplePages.hostile, SamplePages.old),
    ("## A {#A-1}\n- one two\n- three four\n", "## A {#A-1}\n- one two three four\n"),
    ("## A {#A-1}\n- one two three four\n", "## A {#A-1}\n1. one two\n2. three four\n"),
    ("## A {#A-1}\none two\n\nthree\n", "## A {#A-1}\none\n\ntwo three four\n\nfive\n"),
    ("## A {#A}\n\n## B {#B}\n\n## C {#C}\n\n## D {#D}\n", "## C {#C}\n\n## A {#A}\n\n## D {#D}\n"),
    ("## A {#A-1}\nOne.\n", "## A {#A-1}\nOne.\n"), ("", SamplePages.old), (SamplePages.old, ""),
  ])
  func acceptingGivesTheNewerTextAndRejectingTheOlder(old: String, new: String) throws {
    let document = try WordDocument(SamplePages.comparison(old, new))
    let (accepted, rejected) = (try document.words(.accept), try document.words(.reject))
    let (newer, older) = (try WordDocument.words(of: new), try WordDocument.words(of: old))
    #expect(accepted == newer)
    #expect(rejected == older)
  }

  @Test func changesHaveAnAuthorAndADate() throws {
    let document = try WordDocument(SamplePages.comparison(SamplePages.old, SamplePages.new))
    let marked = try document.read(.all, as: "native")
    #expect(marked.contains("\"insertion\"") && marked.contains("\"deletion\""))
    #expect(marked.contains("\"ana & co\"") && marked.contains("2026-01-05T09:00:00Z"))
    #expect(marked.contains("paragraph-insertion") && marked.contains("paragraph-deletion"))
  }

  @Test func everyChangeHasAnIDOfItsOwn() throws {
    let comparison = try SamplePages.comparison(SamplePages.old, SamplePages.new)
    let xml = TrackedChanges(comparison, author: "a", date: "d").paragraphs
    let ids = xml.matches(of: /w:id="(\d*)"/).map { String($0.1) }
    #expect(ids.count > 10 && Set(ids).count == ids.count && !ids.contains(""))
    #expect(!xml.contains("`"))
  }
}

/// A redline as pandoc writes and reads it.
struct WordDocument {
  enum Changes: String {
    case all
    case accept
    case reject
  }

  static let hasPandoc: Bool = {
    (try? Program.run(["pandoc", "--version"], in: "/"))?.isGood ?? false
  }()

  private let folder: TemporaryFolder

  init(_ comparison: Comparison) throws {
    folder = try TemporaryFolder()
    let changes = TrackedChanges(comparison, author: "ana & co", date: "2026-01-05T09:00:00Z")
    let source = "```{=openxml}\n\(changes.paragraphs)```\n"
    try Program.text(
      ["pandoc", "-f", "markdown+raw_attribute", "-t", "docx", "-o", folder.path("redline.docx")],
      in: folder.path,
      input: Array(source.utf8)
    )
  }

  func read(_ changes: Changes, as format: String) throws -> String {
    try Program.text(
      [
        "pandoc", "--track-changes=\(changes.rawValue)", "-t", format, "--wrap=none",
        folder.path("redline.docx"),
      ],
      in: folder.path
    )
  }

  /// The words; pandoc takes title and subtitle for data about the document.
  func words(_ changes: Changes) throws -> [Substring] {
    try read(changes, as: "plain").split(whereSeparator: \.isWhitespace)
  }

  /// The words of a policy as a document has them: titles, and typed marks before items.
  static func words(of text: String) throws -> [Substring] {
    let policy = try SamplePages.policy(text)
    let lines = policy.clauses.flatMap(\.blocks).map { block -> String in
      guard case .item(_, let number) = block.kind else { return block.text }
      return (number.map { "\($0).\u{A0}" } ?? "•\u{A0}") + block.text
    }
    return lines.flatMap { $0.safeText.split(whereSeparator: \.isWhitespace) }
  }
}

extension String {
  /// What would steer a terminal, as the code that Writ shows.
  fileprivate var safeText: Substring {
    replacing("\u{202E}", with: "\\u{202E}").replacing("\u{1B}", with: "\\u{1B}")[...]
  }
}
