/// Whether a change asks people to sign again, and why, as far as the words tell.
///
/// The classes follow how policies really change: most changes touch no word, and asking everybody
/// to sign each of them trains people to click.
public struct ChangeAssessment: Equatable, Sendable {
  /// One finding about the change.
  public struct Reason: Equatable, Sendable {
    /// The class that this finding asks for.
    public var change: ChangeClass
    /// In words, as in "SM-3: 'may' became 'must'".
    public var text: String
  }

  /// What was found, the material first.
  public var reasons: [Reason]

  /// The least class that the change may have; people may only raise it.
  public var change: ChangeClass { reasons.map(\.change).max() ?? .editorial }

  /// Looks at the change from one text to another; `nil` is no text.
  ///
  /// People sign the authoritative text, whatever language they read, so a change of a translation
  /// asks nobody to sign again by itself; its findings are told all the same.
  ///
  /// - Parameters:
  ///   - old: the text before.
  ///   - new: the text after.
  ///   - isTranslation: whether the text is not the authoritative one.
  public init(from old: PolicyDocument?, to new: PolicyDocument?, isTranslation: Bool) {
    self.init(from: old, to: new)
    guard isTranslation else { return }
    if old == nil || new == nil {
      let what = old == nil ? "the translation is new" : "the translation is removed"
      reasons = [Reason(change: .editorial, text: what)]
    }
    reasons = reasons.map { Reason(change: .editorial, text: $0.text) }
  }

  /// Looks at the change from one authoritative text to another; `nil` is no text.
  public init(from old: PolicyDocument?, to new: PolicyDocument?) {
    guard let old, let new else {
      let what = old == nil ? "the policy is new" : "the policy is removed"
      reasons = [Reason(change: .material, text: what)]
      return
    }
    let redline = Redline(from: old, to: new)
    let vocabulary = DutyWords(language: new.front.language)
    var found = redline.changes.map { ChangeAssessment.reason($0, vocabulary) }
    if old.front.audience != new.front.audience {
      found.append(Reason(change: .editorial, text: "the audience changed"))
    }
    if found.isEmpty { found = [Reason(change: .editorial, text: "no word changed")] }
    reasons = found.filter { $0.change == .material } + found.filter { $0.change == .editorial }
  }

  private static func reason(_ entry: Redline.Entry, _ vocabulary: DutyWords) -> Reason {
    let name = entry.id.isEmpty ? "before the first clause" : entry.id
    switch entry.fate {
    case .added where !entry.id.isEmpty:
      return Reason(change: .material, text: "\(name): clause added")
    case .removed where !entry.id.isEmpty:
      return Reason(change: .material, text: "\(name): clause removed")
    case .unchanged: return Reason(change: .editorial, text: "\(name): moved")
    default: break
    }
    let changed = entry.changedWords
    let duties = changed.filter(vocabulary.contains)
    guard !duties.isEmpty else {
      return Reason(
        change: .editorial,
        text:
          "\(name): \(changed.count) \(changed.count == 1 ? "word" : "words") changed, no duty or number"
      )
    }
    let listed = duties.prefix(4).map { "'\($0)'" }.joined(separator: ", ")
    return Reason(change: .material, text: "\(name): a duty or number changed (\(listed))")
  }
}

extension Redline.Entry {
  /// The words that were taken out or put in, without punctuation, each once, in order.
  var changedWords: [String] {
    var seen: Set<String> = []
    return edits.filter { !$0.isKept }
      .flatMap { $0.word.text.split(whereSeparator: \.isWhitespace) }
      .map(DutyWords.normalised)
      .filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}
