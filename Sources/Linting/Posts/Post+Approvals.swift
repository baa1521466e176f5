public import Documents

extension Post {
  /// Somebody's word that the post may go out: `approved: [{by, on, text}]`.
  public struct Approval: Equatable, Sendable {
    /// The person.
    public var person: String
    /// The day on which it was said.
    public var day: Day?
    /// The mark of the text that was approved.
    public var text: String?
    /// Where the entry stands.
    public var position: Position
  }

  /// The mark of what is published: text, pictures, link, networks and time, in twelve digits.
  ///
  /// An approval that names it is for exactly this post; one changed letter gives another mark. Nil
  /// when the check has no digest to make it with.
  var mark: String? {
    guard let digest = records?.digest else { return nil }
    let texts = fields.map { "\($0.place.rawValue) \($0.trimmed)" }
    let files = media.compactMap(\.file).map { "file \($0)" }
    let said = ["link", "publish"].compactMap { key in facts[key].map { "\(key) \($0)" } }
    let all = texts + files + said + channels.map(\.rawValue) + [account.rawValue]
    return String(digest(all.joined(separator: "\u{0}")).prefix(12))
  }

  /// The persons whose approvals count: not the author's, and only for exactly this post.
  ///
  /// With a role, approvers must hold it; without, any person whom the registry knows counts. A draft
  /// that does not name its author has none: nobody could tell whether they approved their own.
  func approvers(in role: String? = nil) -> Set<String> {
    guard !approvals.isEmpty, author != nil, let mark, let records else { return [] }
    let persons = approvals.filter { $0.text == mark && $0.person != author }.map(\.person)
    return Set(
      persons.filter { person in
        guard let standing = records.standing(person) else { return false }
        return standing.holds(role)
      }
    )
  }

  /// What an approver adds to the draft.
  var approvalLine: String { "approved: [{by: ID, text: \(mark ?? "MARK")}]" }

  static func approvals(in yaml: YAMLMap) throws(DocumentError) -> [Approval] {
    try yaml["approved"]?.list("approved").map { item throws(DocumentError) in
      let entry = try item.map("approved")
      try entry.allow(only: ["by", "on", "text"], in: "an entry of 'approved'")
      return Approval(
        person: try entry.required("by").text("by"),
        day: try entry["on"]?.day("on"),
        text: try entry["text"]?.optionalText("text"),
        position: item.position
      )
    } ?? []
  }

  /// What the front matter says in one word or sentence, by key.
  static func facts(in yaml: YAMLMap) -> [String: String] {
    yaml.entries.reduce(into: [:]) { facts, entry in
      if case .scalar(let text, _) = entry.value.content, !text.isBlank { facts[entry.key] = text }
    }
  }
}
