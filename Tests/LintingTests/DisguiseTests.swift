import Documents
import Testing

@testable import Linting

/// What people do to get a word past a filter, and what must not be taken for it.
struct DisguiseTests {
  @Test(arguments: [
    ("a zero-width space", "Results guar\u{200B}anteed."),
    ("a zero-width joiner", "Results guar\u{200D}anteed."),
    ("a zero-width non-joiner", "Results guar\u{200C}anteed."),
    ("a word joiner", "Results guar\u{2060}anteed."),
    ("a byte order mark", "Results guar\u{FEFF}anteed."),
    ("a soft hyphen", "Results guar\u{AD}anteed."),
    ("a grapheme joiner", "Results guar\u{34F}anteed."),
    ("a variation selector", "Results gu\u{FE0F}aranteed."),
    ("an invisible filler", "Results guar\u{3164}anteed."),
    ("tag characters", "Results guar\u{E0061}\u{E0062}anteed."),
    ("a Cyrillic letter", "Results gu\u{430}r\u{430}nteed."),
    ("Cyrillic throughout where it can be", "N\u{43E} risk!"),
    ("a Greek letter", "Results guarαnteed."),
    ("full-width letters", "Results ｇｕａｒａｎｔｅｅｄ."),
    ("mathematical letters", "Results 𝗴𝘂𝗮𝗿𝗮𝗻𝘁𝗲𝗲𝗱."),
    ("script letters", "Results 𝓰𝓾𝓪𝓻𝓪𝓷𝓽𝓮𝓮𝓭."),
    ("letters in circles", "Results ⓖⓤⓐⓡⓐⓝⓣⓔⓔⓓ."),
    ("letters in dark circles", "Results 🅖🅤🅐🅡🅐🅝🅣🅔🅔🅓."),
    ("letters in boxes", "Results 🄶🅄🄰🅁🄰🄽🅃🄴🄴🄳."),
    ("small capitals", "Results ɢᴜᴀʀᴀɴᴛᴇᴇᴅ."),
    ("raised letters", "Results ᵍᵘᵃʳᵃⁿᵗᵉᵉᵈ."),
    (
      "stacked marks", "Results g\u{336}u\u{336}a\u{336}r\u{336}a\u{336}n\u{336}t\u{336}e\u{336}ed."
    ),
    ("many stacked marks", "Results gu\u{300}\u{301}\u{302}\u{303}ara\u{489}nteed."),
    ("accents", "Results guáránteed."),
    ("an entity", "Results &#103;uaranteed."),
    ("a hexadecimal entity", "Results guar&#x61;nteed."),
    ("an invisible entity", "Results guar&#8203;anteed."),
    ("a named invisible entity", "Results guar&shy;anteed."),
    ("split bold", "Results guar**ant**eed."),
    ("split italics", "Results guar*ant*eed."),
    ("split code", "Results guar`ant`eed."),
    ("split strike-through", "Results guar~~ant~~eed."),
    ("a split tag", "Results guar<b></b>anteed."),
    ("a split comment", "Results guar<!-- x -->anteed."),
    ("escapes", "Results guar\\anteed."),
    ("spaced letters", "Results g u a r a n t e e d."),
    ("dotted letters", "Results g.u.a.r.a.n.t.e.e.d."),
    ("dashed letters", "Results g-u-a-r-a-n-t-e-e-d."),
    ("starred letters", "Results g*u*a*r*a*n*t*e*e*d."),
    ("a no-break space", "There is no\u{A0}risk."),
    ("a thin space", "There is no\u{2009}risk."),
    ("two spaces", "There is no  risk."),
    ("a line end", "There is no\nrisk."),
    ("a hashtag", "Here: #ResultsGuaranteed"),
    ("a right-to-left override", "Results \u{202E}deetnaraug\u{202C}."),
    ("several at once", "Results 𝗴u\u{200B}а\u{336}r**a**nteed."),
  ])
  func aDisguisedWordIsFound(how: String, text: String) throws {
    let findings = try report(text).findings
    let blocks = findings.contains { $0.blocks }
    #expect(blocks, "\(how)")
    let bytes = Array(text.utf8)
    for finding in findings {
      #expect(finding.bytes.upperBound <= bytes.count)
      #expect(String(validating: bytes[finding.bytes], as: UTF8.self) != nil)
      #expect(!finding.bytes.isEmpty)
    }
  }

  @Test func aHiddenWordIsNamedInPlainLetters() throws {
    let finding = try #require(try report("Results guar\u{200B}anteed.").findings.first)
    #expect(finding.message == "hidden text that reads 'guaranteed': no 'guaranteed'")
    #expect(finding.position == Position(line: 1, column: 9))
    #expect(finding.matched == "guar\u{200B}anteed")
    let tag = try #require(try report("#ResultsGuaranteed").findings.first)
    #expect(tag.message == "no 'Guaranteed'")
    #expect(tag.position == Position(line: 1, column: 9))
  }

  @Test(arguments: [
    "👩‍👩‍👧‍👦 ❤️ 🏳️‍🌈 🏴󠁧󠁢󠁳󠁣󠁴󠁿 👍🏽 1️⃣ 🇩🇪 ☀️", "Grüße aus Łódź, 東京 и Київ", "Нет риска: мы всё проверили",
    "Καλημέρα, Ελλάδα", "שלום עולם \u{200F}!", "مرحبا بكم", "नमस्ते दुनिया",
    "Größe, naïve, café, coöperate",
    "A B C of bikes: y = a x + b", "We met the U.S.A. and the E.U.",
    "snake_case and *stars* and `code`",
    "1 < 2 and 3 > 2, a\\b", "No.\nRisky is another word.", "The guarantor is Mr. G. Uar",
    "5 µm, 3 Ω and a β-test", "Résumé of the día",
  ])
  func anHonestTextIsLeftAlone(text: String) throws {
    #expect(try report(text).findings.map(\.message) == [])
  }

  @Test(arguments: ["Dis\u{441}ount", "p\u{430}ypal.com", "Αpple lamp"])
  func aWordOfTwoAlphabetsIsFoundWithoutAnyRule(text: String) throws {
    let finding = try #require(try report(text).findings.first)
    #expect(finding.rule == "hidden text")
    #expect(finding.message.contains("U+0"))
  }

  @Test func everyByteOfEveryViewStandsForBytesOfTheFile() throws {
    var random = Generator(state: 7)
    for _ in 0..<400 {
      let text = Self.sample(&random)
      let bytes = Array("---\naccount: official\n---\n\(text)".utf8)
      let post = try Post(path: "a.md", bytes: bytes)
      let light = LightView.of(post.body)
      for view in [post.body, light, StrictView.of(light)].compactMap(\.self) {
        try check(view, bytes)
      }
    }
  }

  /// Each byte has a place, places never go back, and a letter of ASCII that stayed is the file's.
  private func check(_ view: Field, _ file: [UInt8]) throws {
    var last = 0
    for index in view.text.indices {
      let place = view.fileRange(index..<index + 1)
      #expect(place.lowerBound >= last && place.upperBound <= file.count)
      last = place.lowerBound
      if place.count == 1, file[place.lowerBound] != view.text[index] {
        #expect([0x20, 0x0A].contains(view.text[index]), "\(view.text[index])")
      }
    }
    #expect(view.fileRange(view.text.count..<view.text.count).upperBound <= file.count)
    #expect(String(validating: view.text, as: UTF8.self) != nil)
  }

  private static func sample(_ random: inout Generator) -> String {
    let blocks: [ClosedRange<UInt32>] = [
      0x20...0x7E, 0x20...0x7E, 0xA0...0x24F, 0x300...0x36F, 0x370...0x52F, 0x590...0x6FF,
      0x900...0x97F, 0x2000...0x206F, 0x3040...0x30FF, 0xFE00...0xFE0F, 0xFF00...0xFF5E,
      0x1D400...0x1D7FF, 0x1F300...0x1F9FF, 0xE0020...0xE007F, 0x0A...0x0A,
    ]
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 1...60, using: &random) {
      let block = blocks[Int.random(in: 0..<blocks.count, using: &random)]
      if let scalar = Unicode.Scalar(UInt32.random(in: block, using: &random)) {
        text.append(scalar)
      }
    }
    return String(text)
  }

  private func report(_ text: String) throws -> Report {
    let rule =
      "extends: existence\nmessage: no '%s'\nlevel: error\nignorecase: true\ntokens: ['guaranteed?', no risk]\n"
    let loaded = try Rule.load(name: "p.R", path: "R.yml", text: rule + RuleTests.writ)
    let linter = Linter(rules: [BoundRule(rule: loaded, policy: "p", version: "1.0")])
    let post = Post(path: "a.md", text: text, account: .official)
    return try linter.check(post, today: try #require(Day("2027-01-01")))
  }
}

/// Numbers that are the same on every run (SplitMix64).
struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
