import ArgumentParser
import Foundation
import Git
import Records

/// The command `writ hooks`.
struct Hooks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hooks",
    abstract: "Check drafts of posts by themselves before each commit",
    subcommands: [HooksInstall.self, HooksStatus.self, HooksRemove.self, HooksRun.self]
  )
}

/// The content repository whose hook is meant.
struct HookPlace: ParsableArguments {
  @Option(help: ArgumentHelp("The folder of the repository (default: here)", valueName: "path"))
  var repository: String?

  /// The repository and the folder of its hooks.
  func open(_ edge: Edge) throws -> (repository: Repository, hooks: String) {
    let repository = try Repository.open(from: edge.path(repository ?? "."))
    let configuration = try GitConfiguration(environment: edge.environment, repository: repository)
    if let other = configuration.value("core.hookspath", from: .all) {
      throw Failure(
        "hooks are kept in '\(other.safe)' here (core.hooksPath)",
        hint: "add to its pre-commit: writ lint --staged",
        status: .couldNotRun
      )
    }
    return (repository, repository.commonFolder + "/hooks")
  }
}

/// The command `writ hooks install`.
struct HooksInstall: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Install the check, and say where the policies are"
  )

  @OptionGroup var place: HookPlace

  @Option(
    help: ArgumentHelp(
      "The policy repository, if it is another one: a folder, or an address as 'git clone' takes it",
      valueName: "path"
    )
  )
  var policies: String?

  @Flag(help: "On a server: take in only what is good, into this bare repository")
  var server = false

  @Option(
    help: ArgumentHelp("The identity that it must have, as 'writ init' printed it", valueName: "id")
  )
  var fingerprint: String?

  @Option(help: ArgumentHelp("With --server: the key that signs receipts", valueName: "path"))
  var key: String?

  func validate() throws {
    guard server || key == nil else { throw ValidationError("--key goes with --server") }
    guard server || fingerprint == nil || policies != nil else {
      throw ValidationError("--fingerprint goes with --policies or --server")
    }
  }

  func run() async throws {
    let edge = Edge.current
    if server { return try installServer(edge) }
    let (repository, hooks) = try place.open(edge)
    guard let work = repository.workFolder else {
      throw Failure(
        "this repository has no files; install the check where people write",
        status: .couldNotRun
      )
    }
    try await findPolicies(for: work, edge)
    try HookInstaller(edge: edge).install(into: hooks)
    guard FileManager.default.fileExists(atPath: work + "/" + DraftSettings.file) else {
      Output.answer("The check is installed, and no file here is named as a draft yet")
      return Output.remark("hint: writ hooks install --policies WHERE-THE-POLICIES-ARE")
    }
    Output.answer("Drafts are checked before each commit in \(work.safe)")
  }

  /// Notes where the policies are; those of an address are fetched, since no hook does.
  private func findPolicies(for work: String, _ edge: Edge) async throws {
    let place = policies.map { PolicyPlace($0, in: edge) }
    let settings = try DraftSettings.read(in: work)
    if case .address(let address) = place ?? settings?.policies {
      let wanted = fingerprint ?? (policies == nil ? settings?.identity : nil)
      let source = fingerprint == nil ? DraftSettings.file : "--fingerprint"
      let cache = try PolicyCache(address, edge)
      if policies != nil || !cache.isThere {
        let update = CacheUpdate(cache: cache, wanted: wanted, source: source)
        let outcome = try await update.run()
        Output.remark(try outcome.answer(for: cache, now: edge.now))
        outcome.remarkTrust()
      }
    }
    guard let place else { return }
    let found = try FoundPolicies(at: place, as: fingerprint, by: "--fingerprint", edge)
    try DraftSettings.begin(in: work, policies: found)
  }
}

extension HooksInstall {
  private func installServer(_ edge: Edge) throws {
    let folder = edge.path(place.repository ?? ".")
    guard let git = try Repository.find(from: folder) else {
      throw Failure(
        "there is no repository in '\(folder.safe)' to serve from",
        hint: "git init --bare -b main \(folder.shellWord)",
        status: .couldNotRun
      )
    }
    let site = try SyncSite(folder: git.gitFolder, edge: edge)
    guard let identity = try fingerprint ?? site.identity() else {
      throw Failure(
        "say which policy repository this is to be",
        hint: TypedCommand.current.adding("--fingerprint", "ID").text,
        status: .couldNotRun
      )
    }
    guard identity.wholeMatch(of: /[0-9a-f]{64}/) != nil else {
      throw Failure(
        "'\(identity.safe)' is no identity of a policy repository",
        hint: "git config writ.repository, in a copy of it",
        status: .couldNotRun
      )
    }
    if let held = try site.identity(), held != identity {
      throw Failure(
        "this is policy repository \(held.safe), not \(identity)",
        hint: "git init --bare ANOTHER.git",
        status: .couldNotRun
      )
    }
    try ServerInstaller(git: git, edge: edge).install(serving: identity, key: key)
    Output.answer("'\(git.gitFolder.safe)' takes in only what is good, of \(identity)")
    guard key == nil, site.configuration.value("user.signingkey", from: .all) == nil else { return }
    Output.remark("no receipts are written; for those: writ ledger appoint SERVER --key FILE.pub,")
    Output.remark("hint: \(TypedCommand.current.adding("--key", "PATH").text)")
  }
}

/// The command `writ hooks status`.
struct HooksStatus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Say whether the check is installed"
  )

  @OptionGroup var place: HookPlace

  func run() throws {
    let edge = Edge.current
    switch HookInstaller(edge: edge).state(in: try place.open(edge).hooks) {
    case .ours: Output.answer("installed")
    case .absent:
      throw Failure("the check is not installed", hint: "writ hooks install")
    case .foreign:
      throw Failure("there is another pre-commit hook", hint: "add to it: writ lint --staged")
    }
  }
}

/// The command `writ hooks remove`.
struct HooksRemove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Take the check away"
  )

  @OptionGroup var place: HookPlace

  func run() throws {
    let edge = Edge.current
    let removed = try HookInstaller(edge: edge).remove(from: place.open(edge).hooks)
    Output.answer(
      removed ? "Drafts are no longer checked by themselves" : "The check was not installed"
    )
  }
}

/// The command `writ hooks run`: what the hook itself calls.
struct HooksRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Do what the hook does",
    shouldDisplay: false
  )

  @Argument(help: "Which hook")
  var hook: String

  @Argument(help: "What Git hands to the hook: the file with the message, or where a push goes")
  var words: [String] = []

  func run() throws { try GitHook(hook: hook, words: words).run() }
}
