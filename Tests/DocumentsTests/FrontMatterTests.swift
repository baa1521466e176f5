import Documents
import Testing

struct FrontMatterTests {
  @Test(arguments: [
    ("---\na: 1\n---\nbody", 13, 4, ["a"]),
    ("\u{FEFF}---\na: 1\n---\nbody", 16, 4, ["a"]),
    ("---\r\na: 1\r\n---\r\nbody", 16, 4, ["a"]),
    ("---\n---\nbody", 8, 3, []),
    ("---\na: 1\n---", 12, 4, ["a"]),
    ("body\n---\na: 1\n---\n", 0, 1, []),
    ("\u{FEFF}body", 3, 1, []),
    ("----\nbody", 0, 1, []),
    (" ---\nbody", 0, 1, []),
    ("", 0, 1, []),
  ])
  func theBlockIsFoundAndTheTextAfterIt(text: String, start: Int, line: Int, keys: [String]) throws
  {
    let matter = try FrontMatter(parsing: Array(text.utf8))
    #expect(matter.bodyStart == start)
    #expect(matter.bodyLine == line)
    #expect(matter.yaml.keys == keys)
  }

  @Test(arguments: [
    (
      Array("---\na: 1\n".utf8),
      "1:1: the front matter that begins here has no end; close it with a line '---'"
    ),
    (
      Array("---\na: 1\na: 2\n---\n".utf8),
      "3:1: the key 'a' is written twice; it is there already on line 2"
    ),
    (Array("---\n- a\n---\n".utf8), "2:1: 'the front matter' must be a map, not a list"),
    (Array("é\nab".utf8) + [0xFF, 0x61], "2:3: byte 0xFF is not UTF-8; save the file as UTF-8"),
    ([0x61, 0xC3], "1:2: byte 0xC3 is not UTF-8; save the file as UTF-8"),
    ([0xED, 0xA0, 0x80], "1:1: byte 0xED is not UTF-8; save the file as UTF-8"),
    ([0xFF, 0xFE, 0x61, 0x00], "1:1: this file is UTF-16; save it as UTF-8"),
    ([0xFE, 0xFF, 0x00, 0x61], "1:1: this file is UTF-16; save it as UTF-8"),
    ([0x61, 0x0A, 0x00], "2:1: a NUL byte does not belong in a text file"),
  ])
  func aFileThatIsNotPlainTextIsRefused(bytes: [UInt8], message: String) {
    do {
      _ = try FrontMatter(parsing: bytes)
      Issue.record("expected: \(message)")
    } catch {
      #expect(error.description == message)
    }
  }
}
