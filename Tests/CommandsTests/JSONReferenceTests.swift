import Foundation
import Testing

/// `docs/reference/json.md` says what `--json` writes: no field more and none less.
///
/// `RECORD=1` writes the examples anew and fails.
@Suite struct JSONReferenceTests {
  private static let file = ReferenceTests.folder.appendingPathComponent("json.md")

  private static let sections: [JSONSection] = {
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return JSONSection.all(in: text)
  }()

  @Test func `Every command with --json is described, and no other`() throws {
    let commands = try ParserDump.commands().filter { $0.options.contains("json") }
    #expect(Self.sections.map(\.command).sorted() == commands.map(\.name).sorted())
  }

  @Test(.enabled(if: !ReferenceTests.isRecording), arguments: sections)
  func `What is described is what the program writes`(section: JSONSection) throws {
    #expect(!section.examples.isEmpty)
    let written = try section.run()
    #expect(written == section.examples)
    var seen = JSONFields(as: section)
    for example in written { try seen.add(example.output) }
    #expect(Set(seen.kinds.keys).subtracting(section.fields.keys) == [], "not described")
    #expect(Set(section.fields.keys).subtracting(seen.kinds.keys) == [], "in no example")
    for (field, kinds) in seen.kinds {
      let allowed = section.fields[field] ?? []
      #expect(kinds.subtracting(allowed) == [], "what \(field) is, and is not described as")
      #expect(!kinds.isSubset(of: ["null", "missing"]), "no example has a value of \(field)")
    }
  }

  @Test(.enabled(if: ReferenceTests.isRecording, "only with RECORD=1"))
  func `The examples are recorded`() throws {
    var text = try String(contentsOf: Self.file, encoding: .utf8)
    for section in Self.sections {
      for (old, new) in zip(section.examples, try section.run()) {
        let range = try #require(text.range(of: old.text), "\(old.command)")
        text.replaceSubrange(range, with: new.text)
      }
    }
    try text.write(to: Self.file, atomically: true, encoding: .utf8)
    Issue.record("recorded docs/reference/json.md; look at it, then run without RECORD")
  }
}
