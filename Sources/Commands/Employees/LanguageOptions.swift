import ArgumentParser
import Git
import Policies
import Records

/// Which language a person reads.
struct LanguageOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The language to read, as in de (default: writ.language in Git's configuration)",
      valueName: "language"
    )
  )
  var language: String?

  /// The wish, typed or configured; `nil` for the authoritative text.
  func wish(in space: Workspace) throws -> LanguageWish? {
    guard let text = language ?? space.configuration.value("writ.language", from: .all) else {
      return nil
    }
    guard LanguageTag.isValid(text) else {
      throw Failure(
        "'\(text.safe)' is no language; write it as in 'de' or 'pt-BR'",
        hint: language == nil ? "git config writ.language de" : "writ read POLICY --language de",
        status: .couldNotRun
      )
    }
    return LanguageWish(language: text, isTyped: language != nil)
  }
}

/// A language that somebody would like to read.
struct LanguageWish: Sendable {
  var language: String
  /// Typed for this command, so that anything else would be wrong; else a general preference.
  var isTyped: Bool
}
