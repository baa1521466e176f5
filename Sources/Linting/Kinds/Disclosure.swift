import Documents

/// `extends: disclosure`: something that a post may only say together with a label, in the right place.
///
/// | key | meaning |
/// |---|---|
/// | `triggers` | patterns: what makes the label necessary |
/// | `media` | a key such as `ai`: a picture that says so makes it necessary, too |
/// | `fields` | keys of the front matter such as `sponsor` that make it necessary, too |
/// | `labels` | patterns: the labels that readers understand |
/// | `position` | `anywhere` (the default), `before-link`: before links and other hashtags, or `start` |
/// | `within` | the label begins within so many characters, which apps show before they fold |
///
/// Each post of a thread is judged by itself: people pass on one without the others. The label must
/// stand in the text; what only the front matter says nobody reads. In the message the first `%s` is
/// what makes the label necessary, or the label that stands too far back; the second is `is missing` or
/// `comes too late`. Upper and lower case are the same. `action: {name: edit, params: [front]}` lets
/// `writ lint --fix` move a label to the beginning: a hashtag, or one that is a line of its own.
struct Disclosure: RuleKind {
  static let name = "disclosure"
  static let keys = ["triggers", "media", "fields", "labels", "position", "within"]

  /// Where a label must stand.
  private enum Spot: String, CaseIterable {
    case anywhere, start
    case beforeLink = "before-link"
  }

  private let triggers: Pattern?
  private let labels: Pattern
  private let media: String?
  private let keys: [String]
  private let position: Spot
  private let within: Int?
  private let movesToFront: Bool
  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    triggers = try WordPattern.any(of: yaml["triggers"], "triggers", .ignoringCase)
    media = try yaml["media"]?.text("media")
    keys = try yaml["fields"]?.textListOrOne("fields") ?? []
    guard triggers != nil || media != nil || !keys.isEmpty else {
      throw DocumentError("'triggers', 'media' or 'fields' is missing", at: yaml.position)
    }
    let known = try yaml.required("labels")
    guard let labels = try WordPattern.any(of: known, "labels", .ignoringCase) else {
      throw DocumentError("'labels' is empty", at: yaml.position)
    }
    self.labels = labels
    position = try yaml["position"]?.choice("position") ?? .anywhere
    within = try yaml.count("within")
    movesToFront = head.action == "edit" && head.actionParameters == ["front"]
    message = head.message
  }

  func hits(in fields: [Field], of post: Post, _ work: Work) throws(MatchError) -> [Hit] {
    var hits: [Hit] = []
    for (number, field) in fields.filter({ [.body, .thread].contains($0.place) }).enumerated() {
      guard let trigger = try trigger(in: field, number, of: post, work) else { continue }
      // Whatever stands before the first label stands before a later one, too: the first decides.
      let label = try labels.first(in: field.text, work)?.range
      if let label, isInPlace(label, in: field) { continue }
      let values = label.map { [field.string($0), "comes too late"] }
      let said = message.filled(with: values ?? [trigger.words, "is missing"])
      var hit = Hit(label ?? trigger.range, in: field, said)
      if movesToFront, let label, Self.standsAlone(label, in: field) {
        hit.front = field.fileRange(0..<0).lowerBound
      }
      hits.append(hit)
    }
    return hits
  }

  /// Whether a label says the same wherever it stands: a hashtag, or a line of its own.
  private static func standsAlone(_ label: Range<Int>, in field: Field) -> Bool {
    if field.text[label].first == UInt8(ascii: "#") { return true }
    let before = field.text[..<label.lowerBound].last { $0 != 0x20 }
    let after = field.text[label.upperBound...].first { $0 != 0x20 }
    return (before == nil || before == 0x0A) && (after == nil || after == 0x0A)
  }

  /// What makes the label necessary in one post; pictures count for the one they go with.
  private func trigger(
    in field: Field,
    _ number: Int,
    of post: Post,
    _ work: Work
  ) throws(MatchError) -> (range: Range<Int>, words: String)? {
    if let match = try triggers?.first(in: field.text, work) {
      return (match.range, field.string(match.range))
    }
    if let media, let entry = post.media.first(where: { $0.part == number && $0.says(media) }) {
      return (0..<0, entry.file ?? media)
    }
    guard number == 0, let key = keys.first(where: { post.facts[$0] != nil }) else { return nil }
    return (0..<0, post.facts[key] ?? key)
  }

  private func isInPlace(_ label: Range<Int>, in field: Field) -> Bool {
    let before = field.string(0..<label.lowerBound)
    if let within, before.count > within { return false }
    switch position {
    case .anywhere: return true
    case .start: return !before.contains { $0.isLetter || $0.isNumber }
    case .beforeLink:
      let hasLink = Addresses.ranges(in: field.text).contains { $0.upperBound <= label.lowerBound }
      return !hasLink && !before.contains("#")
    }
  }
}

extension Disclosure {
  private static let ad =
    "message: \"'%s' %s\"\ntriggers: ['\\bgifted\\b', '\\bpaid us\\b']\n"
    + "labels: ['#ad\\b', '\\badvertisement\\b']\n"

  static let examples: [RuleExample] = [
    RuleExample(
      rule: ad + "position: before-link",
      post: "A gifted lamp: https://example.com #ad",
      finds: ["1:36"]
    ),
    RuleExample(rule: ad, post: "A gifted lamp.", finds: ["1:3"]),
    RuleExample(
      rule: ad + "position: before-link",
      post: "#ad A gifted lamp: https://example.com #NightRide",
      finds: []
    ),
    RuleExample(rule: ad + "position: start", post: "→ Advertisement: a gifted lamp", finds: []),
    RuleExample(rule: ad + "within: 10", post: "A gifted lamp for you #ad", finds: ["1:23"]),
    RuleExample(
      rule: "message: m\nmedia: ai\nfields: sponsor\nlabels: ['made with AI', '#ad\\b']",
      post: "---\naccount: own\nmedia: [{file: a.png, alt: A lamp, ai: true}]\n---\nLook!",
      finds: ["5:1"]
    ),
    RuleExample(
      rule: "message: m\nfields: [sponsor]\nlabels: ['#ad\\b']",
      post: "---\naccount: own\nsponsor: Lumo\nthread: [Second, 'A third, #ad']\n---\nLook! #ad",
      finds: []
    ),
  ]
}
