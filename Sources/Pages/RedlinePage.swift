import Documents
import Policies

/// A redline as a page: what changed at the top, then the text with the changes in it.
public struct RedlinePage {
  /// Which clauses a page shows.
  public enum Scope: Sendable {
    /// The whole text, as a lawyer compares it.
    case wholeText
    /// Only the clauses that changed, as somebody reads it who signed the older text.
    case changes
  }

  private let comparison: Comparison
  private let scope: Scope

  /// Makes one.
  public init(_ comparison: Comparison, showing scope: Scope) {
    (self.comparison, self.scope) = (comparison, scope)
  }

  /// The page, complete in one file: no scripts, nothing loaded.
  ///
  /// - Throws: only if the page's own template is broken.
  public func html() throws -> String {
    let redline = comparison.redline
    return try PageLayout(
      kicker: "\(comparison.policy): what changed from \(comparison.older.name) to "
        + comparison.newer.name,
      title: comparison.title,
      language: comparison.language,
      facts: [fact("From", comparison.older), fact("To", comparison.newer)]
        + [comparison.newer.languageNote].compactMap(\.self)
        .map { PageLayout.Fact(label: "Language", value: $0) },
      contentsTitle: comparison.summary,
      contents: redline.changes.map(item),
      body: legend + body,
      footer: PageLayout.footer
    ).html()
  }

  private var legend: String {
    guard !comparison.redline.isEmpty else { return "" }
    return """
      <p class="legend" lang="en"><del>Struck through</del> was taken out, <ins>underlined</ins> \
      was put in.\(scope == .changes ? " Clauses that did not change are left out." : "")</p>

      """
  }

  private var body: String {
    let entries = scope == .wholeText ? comparison.redline.entries : comparison.redline.changes
    let names = self.names(of: entries)
    let stubs = scope == .wholeText ? stubsByNeighbour : [:]
    let hasStart = entries.first?.id.isEmpty ?? false
    return (hasStart ? "" : stubs[""] ?? "")
      + entries.map { entry in
        ClauseHTML(entry, of: comparison.title, named: names, linksBack: scope == .wholeText).html
          + (stubs[entry.id] ?? "")
      }.joined()
  }

  /// What a reference to each clause on the page reads like.
  private func names(of entries: [Redline.Entry]) -> [String: String] {
    let pairs = entries.filter { $0.fate != .removed }.map { entry in
      (entry.id, "\(entry.number.map { $0 + ", " } ?? "")\(entry.title)")
    }
    return Dictionary(pairs) { first, _ in first }
  }

  /// For each clause that kept its place, what says that others stood after it.
  private var stubsByNeighbour: [String: String] {
    Dictionary(grouping: comparison.redline.entries.filter(\.isMoved), by: \.formerNeighbour)
      .mapValues { $0.map(stub).joined() }
  }

  private func stub(_ entry: Redline.Entry) -> String {
    """
    <p class="move stub" id="_was-\(entry.id)" lang="en">\(HTMLText.shown(entry.title)) \
    (\(entry.id)) stood here. <a href="#\(entry.id)">See it where it stands now</a></p>

    """
  }

  private func fact(_ label: String, _ text: ComparedText) -> PageLayout.Fact {
    PageLayout.Fact(label: label, value: "\(text.name), \(text.detail)", code: text.digest)
  }

  private func item(_ entry: Redline.Entry) -> PageLayout.Item {
    PageLayout.Item(
      id: entry.anchor,
      number: entry.fate == .removed ? "" : entry.number ?? "",
      title: entry.id.isEmpty ? "Before the first clause" : entry.title,
      isDeep: false,
      badges: entry.notes
    )
  }
}
