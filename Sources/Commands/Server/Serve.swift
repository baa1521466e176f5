import ArgumentParser
import Foundation
import Git
import Policies
import Records
import Subprocess

/// The command `writ serve`: what a server's SSH runs for a person, whatever that person asked for.
///
/// A line in `authorized_keys` names the person (sshd(8), AUTHORIZED_KEYS FILE FORMAT):
/// `command="writ serve alice /srv/policies.git",restrict ssh-ed25519 AAAA…`.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "On a server: let one person fetch and push over SSH, and do nothing else",
    discussion: """
      For a line in authorized_keys, so that the server knows who pushes:

      command="writ serve alice /srv/policies.git",restrict ssh-ed25519 AAAA…

      A person may bring what is their own, and what others do in a role; only a registrar may \
      bring what others signed for themselves.
      """
  )

  @Argument(help: "Who it is") var person: String
  @Argument(help: ArgumentHelp("The bare repository", valueName: "path")) var path: String

  func run() async throws {
    let edge = Edge.current
    guard let person = PersonID(person) else { throw Failure.badPerson(person) }
    let service = try Serve.service(edge.environment["SSH_ORIGINAL_COMMAND"])
    let git = try Repository.open(from: edge.path(path))
    try refuseLeaver(person, git)
    var environment = Serve.clean(edge.environment)
    environment["WRIT_PUSHER"] = person.description
    for (name, value) in try hidden(from: person, in: git) { environment[name] = value }
    let result = try await Subprocess.run(
      .name("git"),
      arguments: [service, git.gitFolder],
      environment: .custom(environment.map { Array("\($0.key)=\($0.value)\0".utf8) }),
      input: .currentStandardInput,
      output: .currentStandardOutput,
      error: .currentStandardError
    )
    guard result.terminationStatus.isSuccess else {
      throw ExitCode(Failure.Status.refused.rawValue)
    }
  }

  /// Without what could tell Git or Writ another time, other settings or another repository, in case
  /// the server's SSH lets people bring variables of their own.
  private static func clean(_ environment: [String: String]) -> [String: String] {
    environment.filter { name, _ in
      name == "GIT_PROTOCOL" || !name.hasPrefix("GIT_") && !name.hasPrefix("WRIT_")
    }
  }

  /// Refuses somebody who has left; strangers may come to ask to be let in.
  private func refuseLeaver(_ person: PersonID, _ git: Repository) throws {
    guard try git.reference(RegistryArchive.ref) != nil else { return }
    let policies = try PolicyRepository(git, pinned: nil)
    let member = try policies.registry.member(person, at: policies.registryTip)
    guard member?.entry.left == nil else { throw WorkflowError.left(person) }
  }

  /// The two services of Git; the path that was asked for does not matter.
  private static func service(_ asked: String?) throws -> String {
    let word = asked?.split(separator: " ").first.map(String.init) ?? ""
    let name =
      word == "git" ? asked?.split(separator: " ").dropFirst().first.map { "git-\($0)" } : word
    switch name {
    case "git-upload-pack": return "upload-pack"
    case "git-receive-pack": return "receive-pack"
    default:
      throw Failure(
        "only fetching and pushing is possible here",
        hint: "writ sync",
        status: .couldNotRun
      )
    }
  }

  /// Others' records are not named to whoever has no role: thousands of refs that they do not need.
  ///
  /// This keeps the conversation short and protects nothing: objects are served to whoever knows
  /// their names.
  private func hidden(from person: PersonID, in git: Repository) throws -> [String: String] {
    guard try git.reference(RegistryArchive.ref) != nil else { return [:] }
    let policies = try PolicyRepository(git, pinned: nil)
    let member = try policies.registry.member(person, at: policies.registryTip)
    guard member?.roles.isEmpty ?? true else { return [:] }
    let settings = [
      "refs/writ/records", "refs/writ/enrol", "!" + Chain.records(of: person),
      "!" + Chain.enrolments(of: person),
    ]
    var environment = ["GIT_CONFIG_COUNT": String(settings.count)]
    for (index, value) in settings.enumerated() {
      environment["GIT_CONFIG_KEY_\(index)"] = "transfer.hideRefs"
      environment["GIT_CONFIG_VALUE_\(index)"] = value
    }
    return environment
  }
}
