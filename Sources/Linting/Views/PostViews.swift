import Foundation

/// The texts of a post in all three views: as they are, as rules read them, and undisguised.
struct PostViews: Sendable {
  /// One text.
  struct Text: Sendable {
    let light: Field
    /// The plain reading; nil when it is no different.
    let strict: Field?
  }

  let post: Post
  private let texts: [Text]

  init(_ post: Post) {
    self.post = post
    texts = post.fields.map { field in
      let light = LightView.of(field)
      return Text(light: light, strict: StrictView.of(light))
    }
  }

  /// The texts of all places.
  var all: [Text] { texts }

  /// The texts of some places, in order.
  func texts(at places: [Place]) -> [Text] { texts.filter { places.contains($0.light.place) } }
}

extension Rule {
  /// What it finds in a post, in the light view and, where that differs, behind disguises.
  func hits(in views: PostViews, _ work: Work) throws(MatchError) -> [Hit] {
    let texts = views.texts(at: terms?.places ?? PolicyTerms.usualPlaces)
    var hits = try hits(in: texts.map(\.light), of: views.post, work)
    let disguised = texts.filter { $0.strict != nil }
    guard !disguised.isEmpty, hits.count < work.limit, check is any DisguiseKind else {
      return hits
    }
    for text in disguised {
      guard let strict = text.strict else { continue }
      let plain = hits.map(\.range)
      let hidden = try self.hits(in: [strict], of: views.post, work).compactMap { hit in
        Disguise(hit, in: text.light, strict).finding
      }
      hits += hidden.filter { hit in !plain.contains { $0.overlaps(hit.range) } }
    }
    return limit.map { Array(hits.prefix($0)) } ?? hits
  }
}

/// A kind that looks for words, which may be disguised.
protocol DisguiseKind: TextKind {}

/// A match that only the plain reading of a text has.
struct Disguise {
  private let hit: Hit
  private let shown: String
  private let isInHashtag: Bool

  init(_ hit: Hit, in light: Field, _ strict: Field) {
    self.hit = hit
    let part = light.part(ofFile: hit.range)
    shown = light.string(part)
    isInHashtag = light.hasHashtag(around: part)
  }

  /// The finding, or nil when nothing is disguised: the same letters, or one with its accent.
  var finding: Hit? {
    let plain = hit.matched
    if shown.isEmpty { return nil }
    if shown.utf8.elementsEqual(plain.utf8) { return isInHashtag ? hit : nil }
    if shown.isSpacing(plain) { return hit }
    if shown.hasOneAccent, shown.withoutAccents == plain { return nil }
    var hidden = hit
    hidden.matched = shown
    hidden.front = nil
    hidden.message = "hidden text that reads '\(plain)': \(hit.message)"
    hidden.replacement = shown.withoutInvisible.utf8.elementsEqual(plain.utf8) ? plain : nil
    return hidden
  }
}

extension Field {
  /// The bytes of the text that stand for a part of the file.
  func part(ofFile range: Range<Int>) -> Range<Int> {
    switch map {
    case .verbatim(let start):
      return (range.lowerBound - start..<range.upperBound - start).clamped(to: 0..<text.count)
    case .listed(let from, let to, _):
      let first = to.firstIndex { Int($0) > range.lowerBound } ?? text.count
      let last = from.lastIndex { Int($0) < range.upperBound }.map { $0 + 1 } ?? first
      return first..<max(first, last)
    }
  }
}

extension Field {
  /// Whether a part of the text stands in a hashtag.
  fileprivate func hasHashtag(around part: Range<Int>) -> Bool {
    var index = part.lowerBound
    while index > 0 {
      index -= 1
      if text[index] == UInt8(ascii: "#") { return true }
      let isTagLetter = StrictView.isLetter(text[index]) || text[index] >= 0x80
      guard isTagLetter || (48...57).contains(text[index]) || text[index] == 0x5F else {
        return false
      }
    }
    return false
  }
}

extension String {
  /// Whether the other text differs in its blanks only.
  fileprivate func isSpacing(_ other: String) -> Bool {
    let isOneLetterEach = split(whereSeparator: \.isWhitespace).allSatisfy { $0.count == 1 }
    return !isOneLetterEach && filter { !$0.isWhitespace } == other.filter { !$0.isWhitespace }
  }

  fileprivate var withoutInvisible: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
      )
    )
  }

  /// Whether a single letter is not plain, and is one that people type.
  fileprivate var hasOneAccent: Bool {
    allSatisfy { $0.unicodeScalars.count == 1 } && count { !$0.isASCII } == 1
  }

  fileprivate var withoutAccents: String {
    String(
      String.UnicodeScalarView(
        decomposedStringWithCanonicalMapping.unicodeScalars.filter {
          $0.properties.generalCategory != .nonspacingMark
        }
      )
    )
  }
}
