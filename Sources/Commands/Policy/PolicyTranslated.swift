import ArgumentParser
import Documents
import Git
import Policies
import Records
import Signing

/// The command `writ policy translated`.
struct PolicyTranslated: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translated",
    abstract: "Say that clauses of a translation fit the authoritative text as it is now",
    discussion: """
      A translation lies beside the text, as policy.de.md, with the same clause ids. Look at the \
      clauses, mend them, then say so with this command: it writes into each heading which words it \
      was translated from. When those words change, 'writ policy check' says that the clause is out \
      of date, and whoever reads the translation sees the authoritative words as well.
      """
  )

  @Argument(help: "The policy") var policy: String
  @Argument(help: "The language of the translation, as in de") var language: String
  @Argument(
    help: ArgumentHelp(
      "Only these clauses; 'top' is the text before the first (default: all)",
      valueName: "clause"
    )
  )
  var clauses: [String] = []
  @OptionGroup var place: PlaceOptions

  func run() throws {
    let space = try place.open()
    try space.requireMain()
    let files = try PolicyFiles(at: space)
    _ = try files.ids(named: [policy])
    let authoritative = try files.document(policy)
    let (path, bytes, translation) = try text(files)
    let wanted = try ids(authoritative, translation)
    let marked = TranslationMarks.marking(
      wanted,
      in: String(decoding: bytes, as: UTF8.self),
      translation,
      of: authoritative,
      digest: Digest.sha256
    )
    try space.git.replaceWorkFile(path, Array(marked.utf8))
    try report(path, wanted.count, authoritative, Array(marked.utf8))
  }

  private func text(_ files: PolicyFiles) throws -> (String, [UInt8], PolicyDocument) {
    let path = "policies/\(policy)/policy.\(language).md"
    guard LanguageTag.isValid(language), let bytes = try files.file(path)?.bytes else {
      throw Failure(
        "there is no translation '\(path.safe)'",
        hint:
          "cp policies/\(policy)/policy.md \("policies/\(policy)/policy.\(language).md".shellWord)"
      )
    }
    do throws(DocumentError) {
      let document = try PolicyDocument(parsing: bytes)
      try document.requirePlace(policy: policy, language: language)
      return (path, bytes, document)
    } catch {
      throw WorkflowError.document(path, error)
    }
  }

  /// The clauses that both texts have; naming another one is a mistake.
  private func ids(_ authoritative: PolicyDocument, _ translation: PolicyDocument) throws
    -> [String]
  {
    let shared = authoritative.clauses.map(\.id).filter { translation[id: $0] != nil }
    guard !clauses.isEmpty else { return shared }
    let named = clauses.map { $0 == "top" ? "" : $0 }
    if let unknown = named.first(where: { !shared.contains($0) }) {
      throw Failure(
        "\(Translation.name(unknown).safe) is not in both texts",
        hint: "writ policy check \(policy)"
      )
    }
    return named
  }

  private func report(
    _ path: String,
    _ count: Int,
    _ authoritative: PolicyDocument,
    _ bytes: [UInt8]
  ) throws {
    let document = try PolicyDocument(parsing: bytes)
    let state = Translation(document, of: authoritative, digest: Digest.sha256)
    Output.answer("Marked \(count) \(count == 1 ? "clause" : "clauses") of \(path) as translated")
    if !state.isCurrent { Output.remark("note: \(state.summary.safe)") }
    Output.remark("hint: writ propose \(policy) -m \"Translate\"")
  }
}
