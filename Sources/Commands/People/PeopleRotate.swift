import ArgumentParser
import Git
import Policies
import Records
import Signing

/// The command `writ people rotate`.
struct PeopleRotate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Ask for another key of your own, with the consent of the one you have",
    discussion: """
      The key you sign with consents to the new one, so that nobody else can put a key in your \
      name. When a registrar has let it in, set it: git config user.signingkey PATH. With --keep \
      the old key stays in use beside it, as for a second computer.
      """
  )

  @Option(name: .customLong("to"), help: ArgumentHelp("The new key", valueName: "path"))
  var newKey: String

  @Flag(help: "Keep the old key in use beside the new one") var keep = false
  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let space = try place.open()
    let scribe = try space.scribe(actor)
    _ = try scribe.member()
    let signer = SSHKeygen(
      program: Workspace.signingProgram(space.configuration),
      key: space.edge.path(newKey)
    )
    let old = try await space.signer(actor).publicKey()
    let applicant = Applicant(
      to: space.policies,
      as: scribe.person,
      key: try await signer.publicKey(),
      signer: signer,
      now: space.edge.now
    )
    let request = try await scribe.request(applicant, replacing: keep ? nil : old.fingerprint)
    Output.answer(
      "Asked for the key \(request.enrolment.key.fingerprint), with the old one's consent"
    )
    let later = space.edge.now.adding(days: 1)
    let effect = try space.policies.effect(ofEnding: [old.line], of: scribe.person, since: later)
    if !keep { Output.remark("The \(effect.stays) signed with the old key stay good.") }
    Output.remark(
      """
      next: writ sync; a registrar types 'writ people admit \(scribe.person)'; then:
        git config user.signingkey \(signer.key.shellWord)
      """
    )
  }
}
