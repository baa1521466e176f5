import Documents
import Foundation
import Testing

@testable import Linting

/// How networks count.
struct ChannelTests {
  @Test func everyNetworkHasItsNumbers() {
    let counted: [Channel] = [.x, .bluesky, .mastodon, .threads, .linkedin, .instagram, .facebook]
    for channel in counted { #expect(ChannelLimits.all[channel] != nil, "\(channel)") }
    #expect(ChannelLimits.all[.x]?.max == 280)
    #expect(ChannelLimits.all[.bluesky]?.bytes == 3000)
    #expect(ChannelLimits.all[.linkedin]?.reserved?.contains("|") == true)
  }

  @Test(arguments: [
    (Channel.x, "Hello", 5), (.x, "見る", 4), (.x, "👩‍👩‍👧‍👦🏳️‍🌈1️⃣", 6), (.x, "e\u{301}", 1),
    (.x, "Look: https://example.com/a/very/long/path?with=query", 29), (.x, "example.com", 23),
    (.x, "no.such-tld-here", 16), (.x, "…–“”", 5), (.x, "Ünïcödé", 7), (.x, "☺", 2),
    (.mastodon, "@ana@social.example hi", 7), (.mastodon, "https://example.com/x 👩‍👩‍👧", 25),
    (.bluesky, "👩‍👩‍👧見", 2), (.threads, "a👍", 5), (.linkedin, "https://example.com", 19),
  ])
  func aTextCountsAsTheNetworkCounts(channel: Channel, text: String, count: Int) throws {
    let limits = try #require(ChannelLimits.all[channel])
    #expect(ChannelText(Array(text.utf8), limits).count == count)
  }

  @Test(arguments: [
    ("see https://example.com/a_(b)! ok", ["https://example.com/a_(b)"]),
    ("example.com、日本語example.org/x。", ["example.com", "example.org/x"]),
    ("mail me@example.com, @example.com", []), ("#example.com $example.com", []),
    ("http://ex_ample.com http://-example.com", []),
    ("http://sub_one.example.com", ["http://sub_one.example.com"]),
    ("https://t.co/abc's https://t.co/abc?x=1", ["https://t.co/abc", "https://t.co/abc?x=1"]),
    ("file.tar.gz and 1.2.3", []), ("http://münchen.de/straße", ["http://münchen.de/straße"]),
    ("a.b.example.co.uk:8080/x", ["a.b.example.co.uk:8080/x"]),
    ("http://example.com.", ["http://example.com"]),
    ("http://" + String(repeating: "あ", count: 70) + ".com", []),
  ])
  func addressesAreFoundAsXFindsThem(text: String, addresses: [String]) {
    let bytes = Array(text.utf8)
    let found = Addresses.ranges(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
    #expect(found == addresses)
  }

  @Test func aTextIsSplitAtSentencesSoThatEachPartFits() throws {
    let limits = try #require(ChannelLimits.all[.x])
    let sentence = "Night rides start on Friday and everybody is welcome, lamp or not. "
    let text = Array(String(repeating: sentence, count: 9).utf8)
    let cuts = ChannelText(text, limits).splits(of: limits.max, text: text)
    var parts: [[UInt8]] = []
    var start = 0
    for cut in cuts + [text.count] {
      parts.append(Array(text[start..<cut]))
      start = cut
    }
    #expect(parts.count == 3)
    for part in parts {
      #expect(ChannelText(part, limits).count <= limits.max)
      #expect(part.starts(with: "Night".utf8))
    }
  }

  @Test func aLongPostSaysOnWhichNetworkAndWhereToSplit() throws {
    let rule = try Rule.load(
      name: "p.R",
      path: "R.yml",
      text: "extends: length\nmessage: '%s of %s on %s'\nunit: channel\n" + RuleTests.writ
    )
    let text = String(repeating: "word ", count: 64) + "end"
    let post = Post(
      path: "a.md",
      text: text,
      account: .official,
      channels: [.x, .bluesky, .linkedin]
    )
    let messages = try rule.hits(in: post, Work()).map(\.message)
    #expect(
      messages == [
        "323 of 280 on X; it fits into 2 posts, split after 'word word'",
        "323 of 300 on Bluesky; it fits into 2 posts, split after 'word word'",
      ]
    )
  }

  /// The cases are not ours to ship; `WRIT_TWITTER_TEXT=FOLDER` runs them.
  @Test(.enabled(if: folder != nil, "WRIT_TWITTER_TEXT names no folder with conformance cases"))
  func theOfficialCasesComeOutAsTheySay() throws {
    let folder = try #require(Self.folder)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder)
    where name.hasSuffix(".yml") {
      let data = try #require(FileManager.default.contents(atPath: folder + "/" + name))
      try check(YAML.parse(String(decoding: data, as: UTF8.self)).map(name))
    }
  }

  private static let folder = ProcessInfo.processInfo.environment["WRIT_TWITTER_TEXT"]

  private func check(_ file: YAMLMap) throws {
    let tests = try file.required("tests").map("tests")
    for key in ["urls", "urls_with_directional_markers", "tco_urls_with_params"] {
      for value in try tests[key]?.list(key) ?? [] {
        let test = try value.map(key)
        guard case .list(let wanted)? = test["expected"]?.content else { continue }
        let text = try test.required("text").text("text")
        let bytes = Array(text.utf8)
        let found = Addresses.ranges(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
        let addresses = try wanted.map { item in
          if case .map(let map) = item.content { return try map.required("url").text("url") }
          return try item.text("url")
        }
        #expect(found == addresses, "\(text)")
      }
    }
    let limits = try #require(ChannelLimits.all[.x])
    for key in [
      "WeightedTweetsWithDiscountedEmojiCounterTest", "UnicodeDirectionalMarkerCounterTest",
    ] {
      for value in try tests[key]?.list(key) ?? [] {
        let test = try value.map(key)
        let expected = try test.required("expected").map("expected")
        let wanted = try expected.required("weightedLength").integer("weightedLength")
        let text = try test.required("text").text("text")
        #expect(ChannelText(Array(text.utf8), limits).count == wanted, "\(text.prefix(80))")
      }
    }
  }
}
