import Foundation
import Git
import Subprocess
import Synchronization

/// Runs the person's own `git`, so that credentials, SSH, proxies and protocols are as they have
/// set them up.
///
/// Hooks, file watchers and housekeeping of the clone stay out of it, what arrives is checked as
/// `git fsck` does, and nothing runs before the clone's own settings were looked at.
struct UserGit {
  /// The repository's own folder.
  let gitFolder: String
  /// Where relative addresses begin: the folder with the files, or the repository's own.
  let folder: String
  let edge: Edge
  /// How long a run may take that asks nothing; it is ended with all that it started.
  ///
  /// `nil` for as long as it takes, with Git and SSH asking for passwords on the terminal.
  var limit: Duration?

  /// Whether the repository's own settings may be whatever they are.
  private let isOwn: Bool
  private let areChecked = Once()

  /// Prepares runs in a repository.
  ///
  /// - Parameters:
  ///   - repository: which.
  ///   - edge: whence the environment is.
  ///   - isOwn: whether nobody but its owner writes its settings: a server's, or a copy that Writ keeps.
  init(in repository: Repository, edge: Edge, isOwn: Bool = false) {
    gitFolder = repository.gitFolder
    folder = repository.workFolder ?? repository.gitFolder
    (self.edge, self.isOwn) = (edge, isOwn)
  }

  /// Copies all that is at an address into a new folder, as it is and without hooks.
  static func mirror(_ address: String, into folder: String, _ edge: Edge) async throws -> Result {
    let git = UserGit(gitFolder: "", folder: "/", edge: edge)
    return try await git.run(
      ["clone", "--quiet", "--mirror", "--no-hardlinks", "--template=", "--", address, folder]
    )
  }

  private init(gitFolder: String, folder: String, edge: Edge) {
    (self.gitFolder, self.folder, self.edge, isOwn) = (gitFolder, folder, edge, true)
  }

  /// What a run left behind.
  struct Result {
    var status: Int32
    var output: String
    var error: String

    var isGood: Bool { status == 0 }

    /// What Git or the server said about a failure: the first line that calls itself an error and is
    /// not the same for all of them, as advice and consequences come after it; else the last line.
    var reason: String {
      let lines = error.split(whereSeparator: \.isNewline)
        .map { $0.hasPrefix("remote: ") ? String($0.dropFirst("remote: ".count)) : String($0) }
        .map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { line in !Result.general.contains { line.contains($0) } }
      for line in lines {
        for prefix in ["fatal: ", "error: "] where line.hasPrefix(prefix) {
          return String(line.dropFirst(prefix.count)).safe
        }
      }
      return lines.last { !$0.isEmpty }?.safe ?? "git ended with status \(status)"
    }

    private static let general = [
      "Could not read from remote repository",
      "Please make sure you have the correct access rights",
      "and the repository exists",
    ]
  }

  private static let settings = [
    "core.hooksPath=/dev/null", "core.fsmonitor=false", "gc.auto=0", "maintenance.auto=false",
    "protocol.ext.allow=never", "fetch.fsckObjects=true", "fetch.recurseSubmodules=false",
    "fetch.writeCommitGraph=false", "core.commitGraph=false", "log.showSignature=false",
    "push.recurseSubmodules=no", "push.gpgSign=false",
  ]

  /// Variables with which Git would look into another repository than this one.
  private static let misleading = [
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_QUARANTINE_PATH",
  ]

  /// Refuses to run anything where the clone's own settings could run programs or redirect connections.
  ///
  /// - Throws: a `Failure` that names the setting.
  func checkSettings() async throws {
    guard !isOwn, !areChecked.isDone else { return }
    let listed = try await finish(["config", "--local", "--list", "--name-only", "-z"], "")
    guard listed.isGood else {
      throw Failure(
        "this clone's own settings cannot be read",
        cause: listed.reason,
        hint: "git config --local --list",
        status: .couldNotRun
      )
    }
    try CloneTrust.check(listed.output.split(separator: "\0").map(String.init))
    areChecked.finish()
  }

  /// Runs `git` with words and, where it reads lines, input.
  func run(_ words: [String], input: String = "") async throws -> Result {
    try await checkSettings()
    guard let limit else { return try await finish(words, input) }
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask { try await finish(words, input) }
      group.addTask {
        try await Task.sleep(for: limit)
        return nil
      }
      defer { group.cancelAll() }
      let late = "git was ended after \(limit.components.seconds) seconds"
      guard let result = try await group.next() ?? nil else {
        return Result(status: 1, output: "", error: late)
      }
      return result
    }
  }

  private func finish(_ words: [String], _ input: String) async throws -> Result {
    let arguments =
      ["-C", folder, "--git-dir=\(gitFolder)"] + UserGit.settings.flatMap { ["-c", $0] } + words
    do {
      let result = try await Subprocess.run(
        .name("git"),
        arguments: Arguments(arguments),
        environment: .custom(environment),
        platformOptions: options,
        input: .fileDescriptor(
          UnnamedFile.holding(Array(input.utf8)),
          closeAfterSpawningProcess: true
        ),
        output: .string(limit: 256 << 20),
        error: .string(limit: 4 << 20)
      )
      return Result(
        status: result.terminationStatus.isSuccess ? 0 : 1,
        output: result.standardOutput,
        error: result.standardError
      )
    } catch let error as SubprocessError {
      throw Failure("git could not be run", cause: "\(error)".safe, status: .couldNotRun)
    }
  }

  /// In a session of its own there is no terminal to ask on, and one signal reaches SSH as well.
  private var options: PlatformOptions {
    var options = PlatformOptions()
    guard limit != nil else { return options }
    options.createSession = true
    options.teardownSequence = [
      .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .seconds(2))
    ]
    return options
  }

  private static let silent = [
    "GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "", "SSH_ASKPASS_REQUIRE": "never",
  ]

  private var environment: [[UInt8]] {
    edge.environment.filter { !UserGit.misleading.contains($0.key) }
      .merging(limit == nil ? [:] : UserGit.silent) { $1 }
      .map { Array("\($0.key)=\($0.value)\0".utf8) }
  }
}

/// Something that is done once, also where a value is copied.
private final class Once: Sendable {
  private let done = Atomic(false)

  var isDone: Bool { done.load(ordering: .acquiring) }

  func finish() { done.store(true, ordering: .releasing) }
}
