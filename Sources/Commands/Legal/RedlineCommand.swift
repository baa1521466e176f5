import ArgumentParser
import Git
import Pages
import Policies
import Records

/// The command `writ redline`.
struct RedlineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redline",
    abstract: "Show what changed in a policy, word by word",
    discussion: """
      Compares two versions such as 1.0 and 2.1, a proposal, 'main' or 'here' (the file as it lies \
      here). Without FROM and TO: the newest version and the file as it lies here. With --signed or \
      --signed-by: what that person signed last, and the newest version that people are asked to \
      sign.

      Line breaks and list marks are no change; a clause is the same clause wherever it stands. \
      Sentences that moved to another clause word for word are shown as moved.
      """
  )

  @Argument(help: "The policy") var policy: String
  @Argument(help: "The older text (default: the newest version)") var from: String?
  @Argument(help: "The newer text (default: the file here)") var to: String?
  @Flag(help: "Compare with the version that you signed") var signed = false

  @Option(
    help: ArgumentHelp("Compare with the version that this person signed", valueName: "id")
  )
  var signedBy: String?

  @Flag var form: RedlineForm = .text

  @Option(
    help: ArgumentHelp("Write to a file; --docx needs one (default: the screen)", valueName: "file")
  )
  var output: String?

  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func validate() throws {
    guard !(signed && signedBy != nil) else {
      throw ValidationError("choose one of --signed and --signed-by")
    }
    guard !isAgainstSigned || to == nil else {
      throw ValidationError("with --signed, name the newer text alone")
    }
    guard form != .docx || output != nil else {
      throw ValidationError("a Word document goes to a file; add --output redline.docx")
    }
  }

  func run() async throws {
    let space = try place.open()
    let texts = PolicyTexts(space: space, policy: policy)
    let (old, new) = try isAgainstSigned ? signedTexts(space, texts) : namedTexts(texts)
    let comparison = Comparison(of: policy, from: old, to: new)
    if isAgainstSigned { Output.remark("from \(old.name), which \(signer) signed, to \(new.name)") }
    try await form.write(comparison, to: output, space, author: new)
  }

  private var isAgainstSigned: Bool { signed || signedBy != nil }

  private var signer: String { signedBy?.safe ?? "you" }

  private func namedTexts(_ texts: PolicyTexts) throws -> (NamedText, NamedText) {
    let old = try from.map { $0 == "here" && to == nil ? try texts.newest() : try texts.text($0) }
    return (try old ?? texts.newest(), try texts.text(to ?? "here"))
  }

  private func signedTexts(_ space: Workspace, _ texts: PolicyTexts) throws
    -> (NamedText, NamedText)
  {
    let reader = PolicyReader(space: space)
    let newest = try reader.newest(policy)
    let person = try signedBy.map { try space.knownPerson($0) } ?? space.person(actor)
    try space.remarkOnOthers(than: person)
    guard let entry = try reader.signed(by: person, policy) else {
      throw Failure(
        "\(signer == "you" ? "you have" : "\(signer) has") signed no version of '\(policy.safe)'",
        hint: signedBy == nil ? "writ read \(policy.safe)" : "writ status \(policy.safe)"
      )
    }
    let old = try texts.published(entry)
    return (old, try from.map { try texts.text($0) } ?? texts.published(newest))
  }
}

extension Comparison {
  init(of policy: String, from old: NamedText, to new: NamedText) {
    self.init(
      policy: policy,
      title: new.document.front.title,
      language: new.document.front.language,
      older: old.compared,
      newer: new.compared,
      redline: Redline(from: old.document, to: new.document)
    )
  }
}

extension Workspace {
  /// A person whom the registry knows.
  func knownPerson(_ text: String) throws -> PersonID {
    guard let person = PersonID(text) else { throw Failure.badPerson(text) }
    _ = try entry(of: person)
    return person
  }
}
