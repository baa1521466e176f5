import ArgumentParser
import Foundation
import Git
import Records

/// The command `writ doctor`.
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "See whether everything is in place to work, and how to mend what is not",
    discussion: """
      Looks at Git, OpenSSH, your key and agent, this copy, its hooks, its remote copy, the clock \
      and the disk. In a repository of drafts it looks at .writ.yml, the hook and the policies that \
      drafts are checked against; on a server at its hooks, settings and receipts; elsewhere only at \
      the computer. Nothing is changed.
      """
  )

  @Flag(help: "Do not ask the others' copy") var offline = false
  @Flag(help: "Write JSON") var json = false
  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let edge = Edge.current
    let repository = try Repository.find(from: edge.path(place.repository ?? "."))
    let configuration = try GitConfiguration(environment: edge.environment, repository: repository)
    var found = await MachineExamination(edge: edge, configuration: configuration).findings()
    if let repository {
      let clone = CloneExamination(git: repository, configuration: configuration, edge: edge)
      if ServerExamination.isServer(repository) {
        let server = ServerExamination(
          clone: clone,
          git: repository,
          configuration: configuration,
          edge: edge
        )
        found += server.findings()
      } else if let work = repository.workFolder, try Doctor.isForDrafts(repository) {
        let drafts = DraftsExamination(clone: clone, work: work, edge: edge)
        found += await drafts.findings(isOffline: offline)
      } else {
        found += await clone.findings(actor, isOffline: offline)
      }
    } else {
      let advice = "writ join URL --fingerprint ID --person ID"
      found.append(Examined("repository", .note, "this folder is in no repository", advice))
    }
    if json { try Output.json(found) } else { Doctor.write(found) }
    guard !found.contains(where: { $0.state == .bad }) else {
      throw ExitCode(Failure.Status.refused.rawValue)
    }
  }

  /// Whether it is a repository of drafts, whose policies are elsewhere.
  private static func isForDrafts(_ git: Repository) throws -> Bool {
    guard let work = git.workFolder, try git.reference(RegistryArchive.ref) == nil else {
      return false
    }
    return FileManager.default.fileExists(atPath: "\(work)/\(DraftSettings.file)")
  }

  private static func write(_ found: [Examined]) {
    let width = found.map(\.check.count).max() ?? 0
    for item in found {
      Output.answer(
        "\(item.state.rawValue.padding(to: 4))  \(item.check.padding(to: width))  \(item.found)"
      )
      if let mend = item.mend, item.state != .good { Output.answer("      hint: \(mend)") }
    }
    let bad = found.count { $0.state == .bad }
    Output.answer(bad == 0 ? "Nothing stands in the way" : "\(bad) to be mended")
  }
}

/// What one look found, as `--json` writes it.
struct Examined: Encodable {
  enum State: String, Encodable {
    case good
    case note
    case bad
  }

  /// What was looked at.
  var check: String
  var state: State
  /// What was found, in words.
  var found: String
  /// The command that mends it; `nil` where there is nothing to mend.
  var mend: String?

  init(_ check: String, _ state: State, _ found: String, _ mend: String? = nil) {
    (self.check, self.state, self.found, self.mend) = (check, state, found, mend)
  }

  /// A look that failed; `mend` helps where the failure itself names nothing to type.
  init(_ check: String, failing error: any Error, mend: String? = nil) {
    let failure = ErrorWording.failure(for: error)
    let cause = failure.cause.map { ": \($0)" } ?? ""
    self.init(check, .bad, failure.message + cause, failure.hint ?? mend)
  }

  /// What a look found, or why it failed.
  static func of(_ check: String, _ look: () throws -> Examined) -> Examined {
    do {
      return try look()
    } catch {
      return Examined(check, failing: error)
    }
  }
}
