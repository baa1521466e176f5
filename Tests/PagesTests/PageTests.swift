import Foundation
import Pages
import Policies
import Testing

/// Pages are complete, ordered and inert, whatever text they show.
struct PageTests {
  @Test func everyPageIsWellFormed() throws {
    for page in try SamplePages.all() { #expect(PageOutline(page).error == nil) }
  }

  @Test func nothingInAPageRunsOrLoads() throws {
    let allowed: Set<String> = [
      "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "footer",
      "section", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "a", "span", "small", "strong",
      "em", "ins", "del", "dfn", "dl", "dt", "dd", "ul", "ol", "li", "table", "thead", "tbody",
      "tr", "th", "td", "figure", "figcaption", "pre", "code", "blockquote", "br", "hr",
    ]
    let attributes: Set<String> = [
      "lang", "xmlns", "charset", "http-equiv", "content", "name", "class", "id", "href", "value",
      "aria-labelledby", "align", "start",
    ]
    for page in try SamplePages.all() {
      for element in PageOutline(page).elements {
        #expect(allowed.contains(element.name), "<\(element.name)>")
        #expect(attributes.isSuperset(of: element.attributes.keys), "\(element)")
        guard let link = element.attributes["href"] else { continue }
        let isHarmless = ["#", "https://", "http://", "mailto:"].contains { link.hasPrefix($0) }
        #expect(element.name == "a" && isHarmless, "\(link)")
      }
      let style = try #require(PageOutline(page).all("style").first?.text)
      #expect(!style.contains("url(") && !style.contains("@import"))
      #expect(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""))
    }
  }

  @Test func charactersThatHideTextShowAsCodes() throws {
    for page in try SamplePages.all() {
      for character in ["\u{1B}", "\u{202E}"] { #expect(!page.contains(character)) }
    }
    #expect(try SamplePages.reading(SamplePages.hostile).contains("\\u{202E}reversed"))
  }

  @Test func rawHTMLIsShownAndNotDropped() throws {
    let page = try SamplePages.reading(SamplePages.hostile)
    #expect(page.contains("&lt;b onclick=&quot;x()&quot;&gt;bold&lt;/b&gt;"))
    #expect(
      page.contains("(javascript:document.title=&#39;pwned&#39;)")
        || page.contains("(javascript:document.title='pwned')")
    )
    #expect(page.contains("(picture: https://example.com/g.png)"))
  }

  @Test func everyLinkWithinAPageLeadsSomewhereAndNoAnchorComesTwice() throws {
    let pages = [
      try SamplePages.reading(SamplePages.new),
      try SamplePages.redline(SamplePages.old, SamplePages.new),
      try SamplePages.redline(SamplePages.old, SamplePages.new, .changes),
    ]
    for page in pages {
      let outline = PageOutline(page)
      let ids = outline.elements.compactMap { $0.attributes["id"] }
      #expect(ids.count == Set(ids).count)
      let links = outline.all("a").compactMap { $0.attributes["href"] }.filter { $0.hasPrefix("#") }
      #expect(links.count > 4)
      for link in links { #expect(ids.contains(String(link.dropFirst())), "\(link)") }
    }
  }

  @Test func headingsComeInOrder() throws {
    for page in try SamplePages.all() {
      let levels = PageOutline(page).elements.compactMap { element in
        element.name.wholeMatch(of: /h([1-6])/).flatMap { Int($0.1) }
      }
      #expect(levels.first == 1 && levels.count { $0 == 1 } == 1)
      for (before, after) in zip(levels, levels.dropFirst()) { #expect(after <= before + 1) }
    }
  }

  @Test func theTextHasItsOwnLanguage() throws {
    let page = PageOutline(try SamplePages.reading(SamplePages.new, language: "de"))
    #expect(page.all("main").first?.attributes["lang"] == "de")
    #expect(page.all("html").first?.attributes["lang"] == "en")
    let hostile = PageOutline(try SamplePages.reading(SamplePages.new, language: "x onload=y"))
    #expect(hostile.all("main").first?.attributes["lang"] == "en")
  }

  @Test func clausesAreNumberedAndReferencesRead() throws {
    let page = try SamplePages.reading(SamplePages.new)
    #expect(page.contains("<h3 id=\"SM-5\"><span class=\"number\">2.1</span>"))
    #expect(page.contains("<a href=\"#SM-3\">see (1, Be kind to all)</a>"))
    #expect(page.contains("<figcaption lang=\"en\">Not like this</figcaption>"))
    #expect(!page.contains("{#"))
    let terms = try SamplePages.reading("## A {#A-1}\n**“Customer”** means a buyer.\n")
    #expect(terms.contains("<dfn><strong>“Customer”</strong></dfn>"))
  }

  @Test func definedTermsAreListedWithTheirClauses() throws {
    let text = "**“Us”** is Acme.\n\n## A {#A-1}\n**“Guest”** and **“<b>”**.\n"
    let page = PageOutline(try SamplePages.reading(text))
    let links = page.all("a").filter { $0.path.contains("ul") }
    #expect(links.map { $0.attributes["href"] } == ["#A-1", "#A-1"])
    let listed = page.words(in: ".terms", without: [])
    #expect(listed.joined() == "<b>1,AGuest1,AUs")
    #expect(try !SamplePages.reading(SamplePages.new).contains("Defined terms"))
  }

  @Test func coloursHaveEnoughContrast() throws {
    let style = try #require(PageOutline(SamplePages.reading(SamplePages.new)).all("style").first)
    let parts = style.text.components(separatedBy: "@media (prefers-color-scheme:dark)")
    for scheme in parts.prefix(2) {
      let colours = Contrast.colours(in: scheme)
      for (text, ground) in [
        ("ink", "paper"), ("soft", "paper"), ("link", "paper"), ("ins", "ins-tint"),
        ("del", "del-tint"), ("move", "move-tint"), ("move", "paper"), ("soft", "tint"),
        ("ins", "tint"), ("del", "tint"), ("ink", "move-tint"), ("link", "move-tint"),
        ("soft", "move-tint"),
      ] {
        let ratio = try Contrast.ratio(#require(colours[text]), #require(colours[ground]))
        #expect(ratio >= 4.5, "\(text) on \(ground): \(ratio)")
      }
    }
  }
}

/// Contrast as WCAG 2.2 defines it.
enum Contrast {
  /// The colours that a style sheet names first.
  static func colours(in style: String) -> [String: [Double]] {
    let pairs = style.matches(of: /--([a-z-]+):#([0-9a-f]{3,6})/).map { match in
      (String(match.1), channels(String(match.2)))
    }
    return Dictionary(pairs) { first, _ in first }
  }

  static func ratio(_ one: [Double], _ other: [Double]) -> Double {
    let (light, dark) = (
      max(luminance(one), luminance(other)), min(luminance(one), luminance(other))
    )
    return (light + 0.05) / (dark + 0.05)
  }

  private static func channels(_ hex: String) -> [Double] {
    let digits = hex.count == 3 ? hex.map { "\($0)\($0)" }.joined() : hex
    let value = Int(digits, radix: 16) ?? 0
    return [value >> 16, value >> 8 & 255, value & 255].map { Double($0) / 255 }
  }

  private static func luminance(_ channels: [Double]) -> Double {
    let linear = channels.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }
}
