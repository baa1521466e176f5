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
      contents: document.clauses.filter { !$0.id.isEmpty }.map { clause in
        let number = numbers[clause.id] ?? ""
        return PageLayout.Item(
          id: clause.id,
          number: number,
          title: clause.title,
          isDeep: number.contains("."),
          badges: []
        )
      },
      body: document.html,
      footer: PageLayout.footer
    ).html()
  }

  private var facts: [PageLayout.Fact] {
    let front = document.front
    return [
      PageLayout.Fact(label: "Version", value: "\(text.name), \(text.detail)"),
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
