import Documents
import Mustache
import Policies

/// What every page has around its text.
struct PageLayout {
  /// A line of the table that says which text this is.
  struct Fact {
    var label: String
    var value: String
    /// A digest, in smaller type; `nil` for none.
    var code: String?
  }

  /// A line of the contents.
  struct Item {
    var id: String
    var number: String
    var title: String
    var isDeep: Bool
    /// What became of the clause, such as "changed".
    var badges: [String]
  }

  /// What kind of page it is, above the title.
  var kicker: String
  var title: String
  /// The language of title and text; the words of the page itself are English.
  var language: String
  var facts: [Fact]
  var contentsTitle: String
  var contents: [Item]
  /// Finished HTML.
  var body: String
  var footer: String

  /// The whole page, complete in one file; well-formed XML as well as HTML.
  func html() throws -> String {
    try MustacheTemplate(string: PageLayout.template).render(fields)
  }

  private var fields: [String: Any] {
    [
      "kicker": TerminalText.safe(kicker), "title": TerminalText.safe(title),
      "language": PageLayout.tag(language), "style": StyleSheet.text,
      "facts": facts.map(\.fields),
      "hasContents": !contents.isEmpty, "contentsTitle": contentsTitle,
      "contents": contents.map { item in
        [
          "id": item.id, "number": item.number, "title": TerminalText.safe(item.title),
          "class": item.isDeep ? "deep" : "top", "badges": item.badges,
        ] as [String: Any]
      },
      "body": body, "footer": TerminalText.safe(footer),
    ]
  }

  /// A language as HTML knows it; "en" for what is none.
  private static func tag(_ language: String) -> String {
    let isTag =
      language.utf8.count <= 35 && language.first?.isLetter == true
      && language.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    return isTag ? language : "en"
  }

  // The page's own anchors begin with a character that no clause id has.
  private static let template = """
    <!DOCTYPE html>
    <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
    <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="referrer" content="no-referrer" />
    <title>{{title}} – {{kicker}}</title>
    <style>{{{style}}}</style>
    </head>
    <body>
    <a class="skip" href="#_text">Skip to the text</a>
    <header>
    <p class="kicker">{{kicker}}</p>
    <h1 lang="{{language}}">{{title}}</h1>
    <dl class="facts">
    {{#facts}}
    <div><dt>{{label}}</dt><dd>{{value}}{{#code}} <code>{{.}}</code>{{/code}}</dd></div>
    {{/facts}}
    </dl>
    </header>
    <nav aria-labelledby="_contents">
    <h2 id="_contents">{{contentsTitle}}</h2>
    {{#hasContents}}
    <ol lang="{{language}}">
    {{#contents}}
    <li class="{{class}}"><a href="#{{id}}"><span class="number">{{number}}</span>{{title}}</a>{{#badges}}<span class="badge {{.}}" lang="en">{{.}}</span>{{/badges}}</li>
    {{/contents}}
    </ol>
    {{/hasContents}}
    </nav>
    <main id="_text" lang="{{language}}">
    {{{body}}}
    </main>
    <footer>{{footer}}</footer>
    </body>
    </html>

    """
}

extension PageLayout.Fact {
  fileprivate var fields: [String: String] {
    var fields = ["label": label, "value": TerminalText.safe(value)]
    if let code { fields["code"] = code }
    return fields
  }
}
