import ArgumentParser
import Foundation
import Git
import Policies
import Records
import Signing

/// The command `writ join`.
struct Join: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join",
    abstract: "Get your own copy of the policies, and ask to be let in",
    discussion: """
      You need the address, the fingerprint of the repository and your id from whoever invites \
      you, and perhaps a one-time code. Your key stays with you: what is sent is its public half, \
      in a request that it signs. Typed again in the same folder, it asks for another key.
      """
  )

  @Argument(help: ArgumentHelp("Where the policies are", valueName: "url")) var address: String

  @Argument(
    help: ArgumentHelp("The new folder (default: the address's last word)", valueName: "dir")
  )
  var folder: String?

  @Option(help: ArgumentHelp("Which repository it must be: 64 digits", valueName: "id"))
  var fingerprint: String

  @Option(help: ArgumentHelp("Your id", valueName: "id")) var person: String
  @Option(help: "The one-time code that you were given") var code: String?

  @Option(help: ArgumentHelp("Your SSH key (default: the one Git signs with)", valueName: "path"))
  var key: String?

  @Option(
    help: ArgumentHelp(
      "Write the request to a file instead of sending it, where you may not write",
      valueName: "file"
    )
  )
  var bundle: String?

  func run() async throws {
    let edge = Edge.current
    let (identity, person, code) = try (identity(), id(), enrolmentCode())
    let configuration = try GitConfiguration(environment: edge.environment, repository: nil)
    let signer = try await KeyChoice(edge: edge, configuration: configuration).key(named: key)
    let publicKey = try await signer.publicKey()
    Output.remark("your key: \(signer.key.safe) (\(publicKey.fingerprint))")
    let target = edge.path(folder ?? Join.name(of: address))
    let site = CloneSite(
      address: Join.absolute(address, edge),
      target: target,
      identity: identity,
      edge: edge
    )
    let space = try await site.open(person: person, key: signer.key)
    Output.answer("Your copy of the policies is in \(target.safe)")
    let member = try space.policies.registry.member(person, at: space.policies.registryTip)
    if let key = member?.keys.first(where: { $0.keyLine == publicKey.line }) {
      guard member?.entry.left == nil else { throw WorkflowError.left(person) }
      guard key.until == nil else { throw WorkflowError.keyExpired(person) }
      return Output.answer("You are in, as \(person)")
    }
    let request = try await Applicant(
      to: space.policies,
      as: person,
      key: publicKey,
      signer: signer,
      now: edge.now
    ).request(code: code, replacing: nil)
    try await hand(over: request, space)
  }

  private func hand(over request: EnrolmentRequest, _ space: Workspace) async throws {
    let git = UserGit(in: space.git, edge: space.edge)
    if let bundle {
      try await RecordFile(git: git).write([request.ref], without: [], to: space.edge.path(bundle))
      Output.answer("Your request is in \(bundle.safe); give it to whoever invited you")
      return Output.remark("they type: writ collect \(bundle.shellWord)")
    }
    let remote = try Remote.named("origin", space.configuration, git)
    let offer = RefOffer(ref: request.ref, old: nil, new: request.id)
    if let reason = try await remote.push([offer])[request.ref] {
      throw Failure(
        "your copy is made, but your request was refused there: \(reason)",
        hint: "cd \(space.edge.path(folder ?? Join.name(of: address)).shellWord) && writ sync"
      )
    }
    Output.answer("Asked to be let in as \(request.person)")
    Output.remark("next: a registrar types 'writ people admit \(request.person)', then: writ sync")
  }

  private func identity() throws -> String {
    let digits = fingerprint.lowercased().filter { $0 != "-" && $0 != ":" && !$0.isWhitespace }
    guard digits.utf8.count == 64, digits.allSatisfy(\.isHexDigit) else {
      throw Failure(
        "'\(fingerprint.safe)' is no fingerprint of a policy repository: it has 64 digits",
        hint: "ask whoever invited you; in their copy: git config writ.repository",
        status: .couldNotRun
      )
    }
    return digits
  }

  private func id() throws -> PersonID {
    guard let person = PersonID(person) else { throw Failure.badPerson(person) }
    return person
  }

  private func enrolmentCode() throws -> EnrolmentCode? {
    guard let code else { return nil }
    guard let read = EnrolmentCode(code) else {
      throw Failure(
        "this is no code: it has 26 letters and digits",
        hint: "type it as it was given to you, dashes do not matter",
        status: .couldNotRun
      )
    }
    return read
  }

  /// A path is made whole, so that it still leads there from inside the clone.
  private static func absolute(_ address: String, _ edge: Edge) -> String {
    let path = edge.path(address)
    return FileManager.default.fileExists(atPath: path) ? path : address
  }

  private static func name(of address: String) -> String {
    let last = address.split(whereSeparator: { $0 == "/" || $0 == ":" }).last.map(String.init)
    let name = last.map { $0.hasSuffix(".git") ? String($0.dropLast(4)) : $0 } ?? ""
    return name.isEmpty || name.hasPrefix("-") ? "policies" : name
  }
}
