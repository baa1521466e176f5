import ArgumentParser
import Documents
import Foundation
import Git
import Policies
import Records

/// The command `writ init`.
struct Initialise: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Start a policy repository in a new folder",
    discussion: """
      Makes a folder with a social media policy to begin with, and enters you as the first person: \
      you may then enter others, approve and publish. You need an SSH key; everything you do here \
      is signed with it.
      """
  )

  @Argument(help: ArgumentHelp("The new folder; '.' is here", valueName: "dir"))
  var folder = "."

  @Option(help: ArgumentHelp("The organisation's name", valueName: "name"))
  var organisation: String

  @Option(
    help: ArgumentHelp(
      "Your id, such as 'p-0123' or 'ana'; never a name or address",
      valueName: "id"
    )
  )
  var person: String

  @Option(help: ArgumentHelp("Your SSH key (default: the one Git signs with)", valueName: "path"))
  var key: String?

  func run() async throws {
    let edge = Edge.current
    guard let person = PersonID(person) else { throw Failure.badPerson(person) }
    guard organisation.contains(where: { !$0.isWhitespace }), organisation == organisation.safe,
      organisation.utf8.count <= 200
    else {
      throw Failure("the organisation's name must be plain text on one line", status: .couldNotRun)
    }
    let target = edge.path(folder)
    let configuration = try GitConfiguration(environment: edge.environment, repository: nil)
    let signer = try await KeyChoice(edge: edge, configuration: configuration).key(named: key)
    let site = BuildingSite(target: target, edge: edge)
    if try await site.resumes() { return try Initialise.report(target, edge) }
    let template = try Template(resources: edge.resources())
      .filled(organisation: organisation, person: person)
    let repository = try site.open()
    let founding = Founding(
      in: repository,
      by: person,
      key: try await signer.publicKey(),
      signer: signer,
      now: edge.now,
      seed: (0..<16).map { _ in UInt8.random(in: .min ... .max) }
    )
    let policies = try await founding.begin(with: template)
    try site.configure(repository, identity: policies.identity, person: person, key: signer.key)
    try site.finish()
    try Initialise.report(target, edge)
  }

  private static func report(_ target: String, _ edge: Edge) throws {
    let space = try Workspace(folder: target, edge: edge)
    let person = space.configuration.value("writ.person", from: .all) ?? ""
    Output.answer("Started a policy repository in \(target.safe)")
    Output.answer("Its identity: \(space.policies.identity)")
    Output.remark(
      """
      Next:
        cd \(target.shellWord)
        writ people add ID --key FILE.pub --role legal    enter a second person; nobody approves alone
        writ publish social-media                         put version 1.0 in force
      You are '\(person)': registrar, publisher and legal.
      """
    )
  }
}
