import ArgumentParser
import Git
import Policies
import Records

/// Which policy repository a command works on.
struct PlaceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The folder of the policy repository (default: here)", valueName: "path")
  )
  var repository: String?

  /// Opens the policy repository.
  func open(_ edge: Edge = .current) throws -> Workspace {
    try Workspace(folder: edge.path(repository ?? "."), edge: edge)
  }
}

/// Who acts, and how sure they are.
struct ActorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Who acts (default: writ.person in Git's configuration)", valueName: "id")
  )
  var person: String?

  @Option(
    help: ArgumentHelp(
      "The key to sign with (default: user.signingkey in Git's configuration)",
      valueName: "path"
    )
  )
  var key: String?

  @Flag(help: "Answer every question with yes")
  var yes = false
}

/// An opened policy repository with its configuration.
struct Workspace: Sendable {
  let git: Repository
  let configuration: GitConfiguration
  let policies: PolicyRepository
  let edge: Edge

  init(folder: String, edge: Edge) throws {
    self.edge = edge
    git = try Workspace.repository(folder, isHere: folder == edge.folder)
    configuration = try GitConfiguration(environment: edge.environment, repository: git)
    let pinned = configuration.value("writ.repository", from: .all)
    policies = try Workspace.policies(in: git, pinned, configuration)
    if pinned == nil { try pin() }
  }

  init(
    git: Repository,
    configuration: GitConfiguration,
    policies: PolicyRepository,
    edge: Edge
  ) {
    (self.git, self.configuration) = (git, configuration)
    (self.policies, self.edge) = (policies, edge)
  }

  private static func repository(_ folder: String, isHere: Bool) throws -> Repository {
    do throws(GitError) {
      return try Repository.open(from: folder)
    } catch {
      guard error.code == .notFound, !isHere else { throw error }
      throw Failure(
        "'\(folder.safe)' is in no repository",
        hint: ErrorWording.waysIn,
        status: .couldNotRun
      )
    }
  }

  /// The policy repository; in a fresh clone the records are still to be fetched.
  private static func policies(
    in git: Repository,
    _ pinned: String?,
    _ configuration: GitConfiguration
  ) throws -> PolicyRepository {
    let isClone = configuration.value("remote.origin.url", from: .all) != nil
    guard try isClone && git.reference(RegistryArchive.ref) == nil else {
      return try PolicyRepository(git, pinned: pinned)
    }
    throw Failure(
      "the people and records are not in this clone yet, or it is no policy repository",
      hint: "writ sync",
      status: .couldNotRun
    )
  }

  /// The first time, the identity is written down, so that a swapped repository is noticed.
  private func pin() throws {
    do {
      try git.configure("writ.repository", policies.identity)
    } catch {
      return Output.remark("this policy repository is \(policies.identity) (not pinned: read-only)")
    }
    Output.remark("this policy repository is \(policies.identity); pinned in this clone")
  }

  /// The person who acts.
  func person(_ actor: ActorOptions) throws -> PersonID { try person(named: actor.person) }

  /// A person who was named, or else the one whom the configuration names.
  func person(named: String?) throws -> PersonID {
    guard let text = named ?? configuration.value("writ.person", from: .all) else {
      throw Failure(
        "who are you? no person is set here",
        hint: "git config writ.person YOUR-ID",
        status: .couldNotRun
      )
    }
    guard let person = PersonID(text) else { throw Failure.badPerson(text) }
    return person
  }

  /// Whoever signs for the person who acts.
  func scribe(_ actor: ActorOptions) throws -> Scribe {
    try scribe(person: actor.person, key: actor.key)
  }

  /// Whoever signs for a person who was named, or else the one whom the configuration names.
  func scribe(person named: String?, key: String?) throws -> Scribe {
    let edge = edge
    return Scribe(policies, as: try person(named: named), signer: try signer(key: key)) { edge.now }
  }

  /// The key that the person who acts signs with.
  func signer(_ actor: ActorOptions) throws -> SSHKeygen { try signer(key: actor.key) }

  /// A key that was named, or else the one that Git signs with.
  func signer(key named: String?) throws -> SSHKeygen {
    let key = named ?? configuration.value("user.signingkey", from: .all)
    guard let key else {
      throw Failure(
        "no key to sign with is set",
        hint: "git config --global user.signingkey ~/.ssh/id_ed25519",
        status: .couldNotRun
      )
    }
    return SSHKeygen(program: Workspace.signingProgram(configuration), key: edge.path(key))
  }

  /// A clone's own configuration may not name programs.
  static func signingProgram(_ configuration: GitConfiguration) -> String {
    configuration.value("gpg.ssh.program", from: .trusted) ?? "ssh-keygen"
  }

  /// The person's own entry in the registry.
  func entry(of person: PersonID) throws -> PersonEntry {
    guard let member = try policies.registry.member(person, at: policies.registryTip) else {
      throw WorkflowError.unknownPerson(person)
    }
    return member.entry
  }
}

extension Failure {
  static func badPerson(_ text: String) -> Failure {
    Failure(
      "'\(text.safe)' is no person id; use small letters, digits and dashes, as in 'p-0123'",
      hint: TypedCommand.current.has(text)
        ? TypedCommand.current.replacing(text, by: "ID").text : "git config writ.person YOUR-ID",
      status: .couldNotRun
    )
  }
}
