import Documents
import Git
import Policies
import Records
import Signing

/// A published version in the language in which a person reads it.
struct Edition {
  let entry: PublicationEntry
  /// The authoritative text.
  let source: PolicySource
  /// The translation and how it stands; `nil` where the authoritative text itself is read.
  let translated: TranslatedText?
  /// The document that is read.
  let document: PolicyDocument
  /// A preferred language in which there is no text.
  let unmet: String?

  /// Takes the wished translation, or the authoritative text.
  ///
  /// - Throws: `WorkflowError.noTranslation` if a language was typed in which there is no text.
  init(_ entry: PublicationEntry, _ wish: LanguageWish?, in policies: PolicyRepository) throws {
    self.entry = entry
    source = try Edition.source(try policies.text(of: entry), entry)
    guard let bytes = try Edition.translation(entry, wish, source, policies) else {
      (translated, document) = (nil, source.document)
      let own = document.front.language
      unmet = wish.flatMap { $0.language == own ? nil : $0.language }
      return
    }
    let translation = try Edition.source(bytes, entry)
    (document, unmet) = (translation.document, nil)
    translated = TranslatedText(translation, of: source, digest: Digest.sha256)
  }

  /// The language that is read.
  var language: String { document.front.language }

  /// Clauses that must be read in the authoritative language.
  var unreliable: [String] { translated?.state.unreliable ?? [] }

  /// What to say above the text; empty for the authoritative one that was asked for.
  var remark: String {
    if let unmet { return "there is no text in \(unmet); this is the one in \(language)" }
    guard let state = translated?.state else { return "" }
    let own = source.document.front.language
    let summary = state.summary
    let note = summary.isEmpty ? "" : "\n\(summary) (shown in \(own) as well)"
    return "in \(language); the text that counts is the one in \(own)\(note)"
  }

  /// The document for a page, which is passed on: a translation only if all of it will do.
  var wholeDocument: PolicyDocument { unreliable.isEmpty ? document : source.document }

  /// What a page says about its language; `nil` for the authoritative one that was asked for.
  var pageRemark: String? {
    guard let state = translated?.state, !unreliable.isEmpty else {
      return remark.isEmpty ? nil : remark
    }
    let own = source.document.front.language
    return "the text in \(language) will not do (\(state.summary)); this is the one in \(own), "
      + "which counts"
  }

  /// The Markdown to read, with the authoritative words wherever the translation will not do.
  var text: String {
    guard let translated else { return source.text }
    let own = source.document.front.language
    return translated.pieces.map { piece in
      let name = Translation.name(piece.clause)
      return switch piece.origin {
      case .translation: piece.text
      case .outdated where source.document[id: piece.clause] == nil:
        "[\(name) is not in the \(own) text and does not count:]\n\(piece.text)"
      case .outdated: "[\(name) in \(language), out of date:]\n\(piece.text)"
      case .authoritative: "[\(name) in \(own), which counts:]\n\(piece.text)"
      }
    }.joined(separator: "\n\n")
  }

  private static func translation(
    _ entry: PublicationEntry,
    _ wish: LanguageWish?,
    _ source: PolicySource,
    _ policies: PolicyRepository
  ) throws -> [UInt8]? {
    guard let wish, wish.language != source.document.front.language else { return nil }
    do {
      return try policies.text(of: entry, in: wish.language)
    } catch WorkflowError.noTranslation where !wish.isTyped {
      return nil
    }
  }

  private static func source(_ bytes: [UInt8], _ entry: PublicationEntry) throws -> PolicySource {
    do {
      return try PolicySource(parsing: bytes)
    } catch {
      throw WorkflowError.document(PolicyRepository.path(of: entry.publication.policy), error)
    }
  }
}
