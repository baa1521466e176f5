import Documents

/// `extends: approval`: a post that somebody else has to look at before it goes out.
///
/// | key | meaning |
/// |---|---|
/// | `min` | how many persons; 1 without it |
/// | `risk` | how many for each word under `risk:` in the draft, such as `{low: 1, high: 2}` |
/// | `role` | the role that they must hold; any person in the registry without it |
///
/// A draft says who approved it, and which text: `approved: [{by: ben, text: 3f2a91c04b7d}]`. The mark
/// stands for the texts, pictures, link, networks and time of the post, so a change afterwards asks for
/// a new approval. Nobody approves their own post. With `risk` a draft that does not say one of its
/// words needs the most. The draft's author could write such a line, too: what makes it a proof is the
/// signed commit that adds it, and the check on a server.
///
/// In the message the first `%s` is how many are needed, the second how many there are, the third what
/// to add to the draft.
struct ApprovalKind: RuleKind {
  static let name = "approval"
  static let keys = ["min", "risk", "role"]

  private let needed: Int
  private let byRisk: [String: Int]
  private let role: String?
  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    needed = try yaml.count("min") ?? 1
    role = try yaml["role"]?.text("role")
    let risks = try yaml["risk"]?.map("risk")
    var byRisk: [String: Int] = [:]
    for word in risks?.keys ?? [] { byRisk[word] = try risks?.count(word) }
    self.byRisk = byRisk
    message = head.message
  }

  func hits(in fields: [Field], of post: Post, _ work: Work) throws(MatchError) -> [Hit] {
    let needed = post.facts["risk"].flatMap { byRisk[$0] } ?? byRisk.values.max() ?? self.needed
    let approvers = post.approvers(in: role)
    guard approvers.count < needed else { return [] }
    let start = post.approvals.first.flatMap { post.lines.byte(of: $0.position) } ?? 0
    let values = [String(needed), String(approvers.count), post.approvalLine]
    return [Hit(range: start..<start, matched: "", message: message.filled(with: values))]
  }
}

extension ApprovalKind {
  static let examples: [RuleExample] = [
    RuleExample(
      rule: "message: \"needs %s, has %s: %s\"",
      post: "---\naccount: official\nauthor: ana\napproved: [{by: ana, text: 000}]\n---\nHello",
      finds: ["4:12"]
    ),
    RuleExample(
      rule: "message: m\nmin: 0\nrisk: {low: 0, high: 2}",
      post: "---\naccount: official\nrisk: high\n---\nHello",
      finds: ["1:1"]
    ),
    RuleExample(
      rule: "message: m\nrisk: {low: 0, high: 2}",
      post: "---\naccount: official\nrisk: low\n---\nHello",
      finds: []
    ),
  ]
}
