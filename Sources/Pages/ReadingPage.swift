public import Policies

/// A policy as a page to read, print or send.
public struct ReadingPage {
  private let document: PolicyDocument
  private let text: ComparedText

  /// Makes one.
  ///
  /// - Parameters:
  ///   - document: the policy.
  ///   - text: which of its texts it is.
  public init(_ document: PolicyDocument, as text: ComparedText) {
    (self.document, self.text) = (document, text)
  }

  /// The page, complete in one file: no scripts, nothing loaded.
  ///
  /// - Throws: only if the page's own template is broken.
  public func html() throws -> String {
    let front = document.front
    let numbers = ClauseNumbers(document)
    return try PageLayout(
      kicker: "\(front.id) \(text.name)",
      title: front.title,
      language: front.language,
      facts: facts,
      contentsTitle: "Contents",
      contents: contents(numbers),
      body: document.html + definedTerms(numbers),
      footer: PageLayout.footer
    ).html()
  }

  private func contents(_ numbers: ClauseNumbers) -> [PageLayout.Item] {
    document.clauses.filter { !$0.id.isEmpty }.map { clause in
      let number = numbers[clause.id] ?? ""
      return PageLayout.Item(
        id: clause.id,
        number: number,
        title: clause.title,
        isDeep: number.contains("."),
        badges: []
      )
    }
  }

  /// The terms that the text defines, by name, each with its clause; empty if there are none.
  private func definedTerms(_ numbers: ClauseNumbers) -> String {
    let terms = document.terms.sorted { $0.term.lowercased() < $1.term.lowercased() }
    guard !terms.isEmpty else { return "" }
    let items = terms.map { term in
      let place = numbers.name(of: term.clause).map { name in
        " <a href=\"#\(term.clause)\">\(HTMLText.shown(name))</a>"
      }
      return "<li><dfn>\(HTMLText.shown(term.term))</dfn>\(place ?? "")</li>\n"
    }
    return """
      <section>
      <h2 id="_terms" lang="en">Defined terms</h2>
      <ul class="terms">
      \(items.joined())</ul>
      </section>

      """
  }

  private var facts: [PageLayout.Fact] {
    let front = document.front
    return [
      PageLayout.Fact(label: "Version", value: "\(text.name), \(text.detail)"),
      text.languageNote.map { PageLayout.Fact(label: "Language", value: $0) },
      front.owner.map { PageLayout.Fact(label: "Owner", value: $0.replacing(/^role:/, with: "")) },
      front.contact.map { PageLayout.Fact(label: "Questions", value: $0) },
      PageLayout.Fact(label: "For", value: front.audience.joined(separator: ", ")),
      PageLayout.Fact(label: "SHA-256", value: "", code: text.digest),
    ].compactMap { $0 }
  }
}

extension PageLayout {
  /// What stands below every page.
  static let footer =
    "Clause numbers are those of this text; the id beside a title stays for good. "
    + "The SHA-256 is that of the policy's file, the same that people sign."
}
