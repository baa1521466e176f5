import ArgumentParser
import Foundation
import Git
import Policies
import Records
import Signing

/// The command `writ evidence`.
struct Evidence: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "Pack what proves who signed what, for an expert with only Git and OpenSSH",
    discussion: """
      Writes one ZIP file: every record of a person, or of all who signed a policy, the texts as \
      they were shown, what had changed since the version signed before, the keys and who let them \
      in, and a script that checks all of it with Git and ssh-keygen alone. You sign the list of \
      what is in it. Everything is checked first; nothing is packed that is not good, and what fell with a \
      key that was ended is marked.
      """
  )

  @Option(name: .customLong("person"), help: ArgumentHelp("Whom it is about", valueName: "id"))
  var subject: String?

  @Option(help: ArgumentHelp("Which policy it is about", valueName: "id")) var policy: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write it", valueName: "file.zip"))
  var output: String

  @Flag(help: "Leave names out; people appear by their ids alone") var pseudonymous = false

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Who signs it (default: writ.person in Git's configuration)",
      valueName: "id"
    )
  )
  var maker: String?

  @Option(help: ArgumentHelp("The key to sign with", valueName: "path")) var key: String?
  @OptionGroup var place: PlaceOptions

  func validate() throws {
    guard (subject == nil) != (policy == nil) else {
      throw ValidationError("Name either --person or --policy.")
    }
  }

  func run() async throws {
    let space = try place.open()
    var scope = VerificationScope()
    scope.person = try subject.map { try space.knownPerson($0) }
    scope.policy = try policy.map { try PolicyReader(space: space).published($0) }
    try space.requireRecords(of: scope.person)
    let fallen = try await requireGood(space, scope)
    var pack = try await EvidencePack(space, scope, without: fallen, withNames: !pseudonymous)
    try await pack.close(by: space.scribe(person: maker, key: key))
    let name = "writ-evidence-\(scope.person?.description ?? scope.policy ?? "")"
    let archive = try ZipArchive(folder: name, pack.files)
    try OutputFile(edge: space.edge).write(archive.bytes, to: output)
    let sum = "SHA-256 \(Digest.sha256(archive.bytes))"
    guard output != "-" else { return Output.remark(sum) }
    Output.answer(sum)
    Output.remark("To check it: unzip \(output.shellWord) && sh \(name)/verify.sh")
  }

  /// Nothing is proved by what is not good, so it is not packed; but what fell with a key that was ended is
  /// part of a chain, and is marked.
  private func requireGood(
    _ space: Workspace,
    _ scope: VerificationScope
  ) async throws -> [VerificationReport.Problem] {
    let folder = space.git.gitFolder
    let verifier = Verifier(space.policies, only: try space.soleReader()) {
      try Repository.open(from: folder)
    }
    var request = Verifier.Request(workers: ProcessInfo.processInfo.activeProcessorCount)
    request.scope.person = scope.person
    request.keepsVerdicts = false
    let report = try await verifier.run(request)
    guard let problem = report.problems.first(where: { !$0.hasFallen }) else {
      return report.problems
    }
    throw Failure(
      "not everything here is good, so nothing was packed",
      cause:
        "[\(problem.refusal.code.rawValue)] \(problem.ref.safe): \(problem.refusal.reason.safe)",
      hint: "writ verify"
    )
  }
}
