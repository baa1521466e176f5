import ArgumentParser
import Documents
import Git
import Linting
import Policies
import Records

/// The command `writ rules new`.
struct RulesNew: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Begin a rule that finds words, with its tests",
    discussion: """
      Writes a rule file for you to go on with, for instance: writ rules new Cheapest --clause SM-6 \
      --finds 'cheapest' --fine 'We sell lamps.' --because 'We cannot prove it.' --instead 'Name the \
      price.' It is tried at once, and nothing is written if it does not do what you say.
      """
  )

  @Argument(help: "The rule's name, such as NoPromises") var name: String
  @Option(help: "The clause that it serves, such as SM-7") var clause: String
  @Option(help: "Words to look for; may be given several times") var finds: [String]
  @Option(help: "A post that the rule must leave alone") var fine: String
  @Option(help: "Why the clause is there, in a sentence") var because: String
  @Option(help: "What to write instead, in a sentence") var instead: String
  @Option(help: "How grave it is: suggestion, warning or error") var level = "warning"
  @Option(help: "The policy (default: the one that has the clause)") var policy: String?
  @OptionGroup var place: PlaceOptions

  func validate() throws {
    let isName = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    guard isName, name.first?.isLetter == true, name.count <= 60 else {
      throw ValidationError("a rule's name is letters and digits, such as NoPromises")
    }
    guard !finds.isEmpty else { throw ValidationError("'--finds' is missing") }
  }

  func run() throws {
    let space = try place.open()
    let files = try PolicyFiles(at: space)
    let id = try owner(in: files)
    let path = "policies/\(id)/rules/\(name).yml"
    guard try files.file(path) == nil else {
      throw Failure("'\(path)' is there already", hint: "writ rules show \(name)")
    }
    let bytes = Array(text.utf8)
    let rule = try RulesInForce.rule(id, path, bytes)
    if let failure = rule.testFailures().first {
      throw Failure("the rule would not do what you say: \(failure.message)".safe)
    }
    try space.git.replaceWorkFile(path, bytes)
    Output.answer("Wrote \(path)")
    Output.remark("hint: writ propose -m 'A rule for \(clause)'")
  }

  /// The policy that has the clause.
  private func owner(in files: PolicyFiles) throws -> String {
    let ids = try files.ids(named: policy.map { [$0] } ?? [])
    let documents = try ids.map { ($0, try files.document($0)) }
    if let found = documents.first(where: { $0.1[id: clause] != nil }) { return found.0 }
    let known = documents.flatMap { $0.1.clauses.map(\.id) }.filter { !$0.isEmpty }
    let near = Nearest.match(clause, among: known).map { "; did you mean '\($0)'?" } ?? ""
    throw Failure(
      "no policy has a clause '\(clause.safe)'\(near)",
      hint: "writ policy show",
      status: .couldNotRun
    )
  }

  private var text: String {
    let words = finds.map { "  - \(RulesNew.quoted(RulesNew.escaped($0)))\n" }.joined()
    let tests = finds.map { "    - {post: \(RulesNew.quoted($0)), finds: any}\n" }.joined()
    return """
      extends: existence
      message: "'%s' should not stand in a post."
      level: \(level)
      ignorecase: true
      # Patterns, each a whole word or phrase; '.', '(' and the like mean more than themselves.
      tokens:
      \(words)writ:
        clause: \(clause)
        because: \(RulesNew.quoted(because))
        instead: \(RulesNew.quoted(instead))
        when: {account: [official]}
        tests:
      \(tests)    - {post: \(RulesNew.quoted(fine)), finds: none}

      """
  }

  /// Words as a pattern that finds them as they are.
  private static func escaped(_ text: String) -> String {
    text.map { "\\^$.|?*+()[]{}".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  /// A text inside single quotes of YAML, on one line.
  private static func quoted(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return "'\(line.replacing("'", with: "''"))'"
  }
}
