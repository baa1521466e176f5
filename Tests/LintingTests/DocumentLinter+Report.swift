@testable import Linting

extension DocumentLinter {
  /// What one rule of a style `s` says about a text.
  static func report(
    _ rule: String,
    _ text: String,
    configuration: String = "[*]\nBasedOnStyles = s\n",
    path: String = "a.md"
  ) throws -> Report {
    let configuration = try ValeConfiguration(configuration)
    let rule = try DocumentLinter.rule(
      name: "s.R",
      path: "R.yml",
      text: rule,
      configuration,
      ValeVocabulary()
    )
    return try DocumentLinter(configuration, rules: [rule])
      .check(path: path, bytes: Array(text.utf8))
  }
}
