import Foundation
import Testing

/// Word files on their way in, read by the real pandoc.
@Suite struct WordTests {
  @Test func `Headings, lists and tables come in, and whatever changed its form is named`() throws {
    let session = try Session()
    try session.setUp("company")
    let source = """
      ---
      title: Gifts & trips
      author: Ana
      ---
      # Scope

      Who *gets* “gifts” — see section 1.1; m^2^.[^1]

      ## Small * gifts_

      1. one
      2. two
          a. inner

      Then:

      (a) alpha
      (b) beta

      [^1]: A *note*.

      # Rules

      | a | b |
      |---|---|
      | x | y \\| z |
      """
    try source.write(toFile: session.work + "/a.md", atomically: true, encoding: .utf8)
    let made = try session.shell(
      "pandoc $WORK/a.md -o $WORK/a.docx && writ policy new gifts --from $WORK/a.docx"
    )
    #expect(made.status == 0)
    for words in [
      "3 clauses", "  1.1  GI-2  Small", "'section 1.1' is clause GI-2 now", "'author' at the top",
      "footnotes became", "lists such as a.", "lists such as (a)", "raised or lowered",
    ] { #expect(made.output.contains(words), "\(words) in \(made.output)") }
    let text = try session.shell("cat policies/gifts/policy.md").output
    for words in [
      "title: Gifts & trips", "# Scope {#GI-1}", "m2.\\[1\\]", "\\[1\\] A *note*.",
      "## Small \\* gifts\\_ {#GI-2}", "\\(b\\) beta", "| x   | y \\| z |",
    ] { #expect(text.contains(words), "\(words) in \(text)") }
    #expect(try session.shell("writ policy check gifts").status == 0)
  }

  @Test func `Merged cells are taken apart and no word is lost`() throws {
    let rows: [[(text: String, properties: String)]] = [
      [("down", "<w:vMerge w:val=\"restart\"/>"), ("one", ""), ("two", "")],
      [("", "<w:vMerge/>"), ("three", ""), ("four", "")],
      [("wide", "<w:gridSpan w:val=\"2\"/>"), ("end", "")],
    ]
    let file = WordFile(
      body: WordFile.paragraph("Only", "Heading1") + WordFile.table(3, rows),
      parts: ["word/header1.xml": "<x/>"]
    )
    let (output, session) = try bringIn(file)
    #expect(output.contains("merged cells") && output.contains("page headers"))
    let text = try session.shell("cat policies/gifts/policy.md").output
    #expect(text.contains("|      | three | four |"))
    #expect(text.contains("| wide |       | end  |"))
  }

  @Test(arguments: [
    (WordFile.change("ins", by: "Ana", "new"), "1 tracked change by Ana"),
    (
      WordFile.change("ins", by: "Ana", "new") + WordFile.change("del", by: "Ben", "old"),
      "2 tracked changes by Ana and Ben"
    ),
    (WordFile.change("moveFrom", by: "", "away"), "1 tracked change by somebody"),
    (
      "<w:commentRangeStart w:id=\"7\"/><w:r><w:t>x</w:t></w:r><w:commentRangeEnd w:id=\"7\"/>"
        + "<w:r><w:commentReference w:id=\"7\"/></w:r>",
      "1 comment by Dora"
    ),
  ])
  func `What is not decided does not come in`(raw: String, words: String) throws {
    let file = WordFile(body: WordFile.paragraph("Text ", raw: raw))
    let (output, session) = try bringIn(file)
    #expect(output.contains(words) && output.contains("hint: in Word"), "\(output)")
    #expect(try session.shell("ls policies").output == "social-media\n")
  }

  @Test func `A table that pandoc cannot read is not left out in silence`() throws {
    let table = WordFile.table(0, [[("cell", "")]])
    let (output, _) = try bringIn(WordFile(body: WordFile.paragraph("x") + table))
    #expect(output.contains("a table in") && output.contains("nothing is lost"), "\(output)")
  }

  @Test(arguments: [
    ("head -c 400 $WORK/w.docx > $WORK/x.docx", "is damaged"),
    ("printf 'PK\\003\\004' > $WORK/x.docx", "is damaged"),
    ("printf 'words' > $WORK/x.docx", "damaged"),
    ("printf '\\320\\317\\021\\340' > $WORK/x.docx", "old Word file"),
    ("printf '{\\\\rtf1' > $WORK/x.docx", "RTF"), ("cp $WORK/w.docx $WORK/x.odt", "no Word file"),
    ("python3 -m zipfile -c $WORK/x.docx $WORK/home", "is no Word file"),
    ("head -c 11000000 /dev/zero | cat $WORK/w.docx - > $WORK/x.docx", "may have 10 MiB"),
  ])
  func `What is no sound Word file is refused with what to do`(make: String, words: String) throws {
    let session = try Session()
    try session.setUp("company")
    try WordFile(body: WordFile.paragraph("Text")).write("w", in: session)
    _ = try session.shell("cd $WORK/acme; \(make)")
    let name = make.hasSuffix(".odt") ? "x.odt" : "x.docx"
    let (output, status) = try session.shell("writ policy new gifts --from $WORK/\(name)")
    #expect(status == 1 && output.contains(words) && output.contains("hint: "), "\(output)")
  }

  @Test func `A small file that unpacks to a large one is refused, even if it lies about it`()
    throws
  {
    let session = try Session()
    try session.setUp("company")
    let bomb = """
      import zipfile, struct
      for name, size in (("bomb", 80 << 20), ("liar", 300 << 20)):
        with zipfile.ZipFile(f"{name}.docx", "w", zipfile.ZIP_DEFLATED) as z:
          z.writestr("word/document.xml", "a b " * (size // 4))
      b = bytearray(open("liar.docx", "rb").read())
      struct.pack_into("<I", b, b.rfind(b"PK\\x01\\x02") + 24, 1000)
      open("liar.docx", "wb").write(b)
      """
    try bomb.write(toFile: session.work + "/bomb.py", atomically: true, encoding: .utf8)
    #expect(try session.shell("(cd $WORK && python3 bomb.py)").status == 0)
    for name in ["bomb", "liar"] {
      let (output, status) = try session.shell("writ policy new gifts --from $WORK/\(name).docx")
      #expect(status == 1 && output.contains("hint: "), "\(output)")
    }
  }

  @Test func `Without pandoc the message says how to get it`() throws {
    let session = try Session()
    try session.setUp("company")
    try WordFile(body: WordFile.paragraph("Text")).write("w", in: session)
    let (output, status) = try session.shell(
      "PATH=\"\(Session.programs)\" writ policy new gifts --from $WORK/w.docx"
    )
    #expect(status == 2 && output.contains("pandoc"), "\(output)")
  }

  /// Brings a file in and returns what was said.
  private func bringIn(_ file: WordFile) throws -> (output: String, session: Session) {
    let session = try Session()
    try session.setUp("company")
    try file.write("w", in: session)
    return (try session.shell("writ policy new gifts --from $WORK/w.docx").output, session)
  }
}
