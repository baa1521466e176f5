public import Documents

/// What stands at the top of an imported policy.
public struct ImportedFront: Equatable, Sendable {
  /// The title.
  public var title: String?
  /// Who answers for it.
  public var owner: String?
  /// Where to ask.
  public var contact: String?
  /// When it must be looked at again.
  public var reviewBy: Day?
  /// The groups that sign it.
  public var audience: [String]?
  /// The text's language.
  public var language: String?

  /// Makes it out of what is known.
  public init(
    title: String? = nil,
    owner: String? = nil,
    contact: String? = nil,
    reviewBy: Day? = nil,
    audience: [String]? = nil,
    language: String? = nil
  ) {
    (self.title, self.owner, self.contact) = (title, owner, contact)
    (self.reviewBy, self.audience, self.language) = (reviewBy, audience, language)
  }

  /// Other names that people give to our keys.
  private static let synonyms = [
    "policy-owner": "owner", "responsible": "owner", "review-date": "review-by",
    "next-review": "review-by", "review": "review-by", "lang": "language", "locale": "language",
    "applies-to": "audience",
  ]

  /// Takes from foreign front matter what fits and is not known yet; notes the rest.
  func filled(
    from yaml: YAMLMap,
    title heading: String?,
    id: String,
    _ notes: inout [ImportNote]
  ) -> ImportedFront {
    var front = self
    for entry in yaml.entries {
      let name = entry.key.lowercased().replacing("_", with: "-").replacing(" ", with: "-")
      let key = ImportedFront.synonyms[name] ?? name
      if front.take(key, entry.value, id) { continue }
      let words = ImportedFront.words(entry.value)
      notes.append(
        ImportNote(
          line: entry.keyPosition.line,
          "'\(entry.key)' of the front matter is left out: \(words.prefix(80))"
        )
      )
    }
    let usable = heading.flatMap { $0.isEmpty ? nil : $0 }
    front.title = front.title ?? usable ?? ImportedFront.title(from: id)
    return front
  }

  /// Takes one value; false if it does not fit, or says otherwise than the person did.
  private mutating func take(_ key: String, _ value: YAMLValue, _ id: String) -> Bool {
    do throws(DocumentError) {
      switch key {
      case "id": return try value.text(key) == id
      case "title": return ImportedFront.put(try value.text(key), into: &title)
      case "owner": return ImportedFront.put(try value.text(key), into: &owner)
      case "contact": return ImportedFront.put(try value.text(key), into: &contact)
      case "review-by": return ImportedFront.put(try value.day(key), into: &reviewBy)
      case "language":
        let tag = try value.text(key)
        return LanguageTag.isValid(tag) && ImportedFront.put(tag, into: &language)
      case "audience":
        let groups = try value.textListOrOne(key)
        return !groups.isEmpty && groups.allSatisfy(Identifier.isValid)
          && ImportedFront.put(groups, into: &audience)
      default: return false
      }
    } catch {
      return false
    }
  }

  private static func put<Value: Equatable>(_ value: Value, into place: inout Value?) -> Bool {
    place = place ?? value
    return place == value
  }

  private static func words(_ value: YAMLValue) -> String {
    switch value.content {
    case .scalar(let text, _): text
    case .list(let values): values.prefix(10).map(words).joined(separator: ", ")
    case .map(let map):
      map.entries.prefix(10).map { "\($0.key): \(words($0.value))" }.joined(separator: ", ")
    }
  }

  /// "travel-expenses" becomes "Travel expenses".
  static func title(from id: String) -> String {
    let words = id.replacing("-", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
