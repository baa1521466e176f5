public import Git
public import Policies
import Signing

extension PolicyRepository {
  /// The translations that a version was published with, by language.
  ///
  /// They are what lies beside the text as `policy.<language>.md` in the commit that the
  /// publication names, and says that it is this policy in this language.
  public func translations(of entry: PublicationEntry) throws(Refusal) -> [String: TreeFile] {
    let policy = entry.publication.policy
    let commit = try git.signedCommit(entry.publication.commit).commit
    var found: [String: TreeFile] = [:]
    for file in try git.listing(commit.tree, under: "policies/\(policy)") {
      let parts = file.path.split(separator: "/")
      guard parts.count == 3, file.mode == 0o100644 || file.mode == 0o100755,
        let language = LanguageTag.ofFile(parts[2])
      else { continue }
      let bytes = try git.content(file.id)
      guard let front = try? PolicyDocument.front(of: bytes), front.id == policy,
        front.language == language
      else { continue }
      found[language] = file
    }
    return found
  }

  /// The text of a version in a language: the published one, or a translation published with it.
  ///
  /// - Throws: `WorkflowError.noTranslation` where there is none.
  public func text(of entry: PublicationEntry, in language: String) throws -> [UInt8] {
    let text = try text(of: entry)
    let own = try PolicyRepository.front(of: text, id: entry.publication.policy).language
    guard language != own else { return text }
    let translations = try translations(of: entry)
    guard let file = translations[language] else {
      throw WorkflowError.noTranslation(
        entry.publication.policy,
        entry.publication.version,
        language,
        known: [own] + translations.keys.filter { $0 != own }.sorted()
      )
    }
    return try git.content(file.id)
  }

  /// What stands at the top of a version's text.
  public func front(of entry: PublicationEntry) throws -> PolicyDocument.Front {
    try PolicyRepository.front(of: text(of: entry), id: entry.publication.policy)
  }

  /// How each translation of a version stands beside its text, by language.
  public func translationStates(of entry: PublicationEntry) throws -> [Translation] {
    let files = try translations(of: entry)
    guard !files.isEmpty else { return [] }
    let document = try document(of: entry)
    return try files.sorted { $0.key < $1.key }.filter { $0.key != document.front.language }
      .map { try Translation(translation(in: $0.value), of: document, digest: Digest.sha256) }
  }

  private func translation(in file: TreeFile) throws -> PolicyDocument {
    let bytes = try git.content(file.id)
    do {
      return try PolicyDocument(parsing: bytes)
    } catch {
      throw WorkflowError.document(file.path, error)
    }
  }

  private static func front(of bytes: [UInt8], id: String) throws -> PolicyDocument.Front {
    do {
      return try PolicyDocument.front(of: bytes)
    } catch {
      throw WorkflowError.document(path(of: id), error)
    }
  }
}
