import Foundation
import Git
import Policies
import Records

/// Looks at one copy of a policy repository: identity, person, key, hooks, remote, disk.
struct CloneExamination {
  let git: Repository
  let configuration: GitConfiguration
  let edge: Edge

  func findings(_ actor: ActorOptions, isOffline: Bool) async -> [Examined] {
    var found = [disk(), await settings()]
    let policies: PolicyRepository
    do {
      policies = try PolicyRepository(git, pinned: nil)
    } catch {
      return found + [Examined("registry", failing: error, mend: "writ sync")]
    }
    let space = Workspace(git: git, configuration: configuration, policies: policies, edge: edge)
    found.append(identity(policies))
    found.append(Examined.of("records") { try newest(policies) })
    found += await PersonExamination(space: space).findings(actor)
    found += [hook(), Examined.of("files", files)]
    found.append(await remote(isOffline: isOffline))
    return found
  }

  private func identity(_ policies: PolicyRepository) -> Examined {
    guard let pinned = configuration.value("writ.repository", from: .all) else {
      return Examined(
        "identity",
        .note,
        "not pinned: \(policies.identity)",
        "git config writ.repository \(policies.identity)"
      )
    }
    return pinned == policies.identity
      ? Examined("identity", .good, pinned)
      : Examined(
        "identity",
        .bad,
        "pinned to \(pinned.safe), and the registry here is of \(policies.identity)",
        "writ join URL NEW-FOLDER --fingerprint \(pinned.safe) --person ID"
      )
  }

  /// A clock behind the newest record would make records that nobody accepts.
  private func newest(_ policies: PolicyRepository) throws -> Examined {
    let tips = try [policies.registryTip, policies.mainTip()]
    let times = try tips.map { try RefOffer.time(of: $0, in: git) }
    guard let last = times.max(), last > edge.now else {
      return Examined("records", .good, "none is newer than this computer's clock")
    }
    return Examined(
      "records",
      .bad,
      "the newest is of \(last), and this computer says \(edge.now)",
      "sudo timedatectl set-ntp true"
    )
  }

  func settings() async -> Examined {
    do {
      try await UserGit(in: git, edge: edge).checkSettings()
      return Examined("settings", .good, "this copy's own settings run no program")
    } catch {
      return Examined("settings", failing: error)
    }
  }

  /// Whether drafts are checked before each commit.
  func hook() -> Examined {
    if let other = configuration.value("core.hookspath", from: .all) {
      let mend = "add to its pre-commit: writ lint --staged"
      return Examined("hook", .note, "hooks are kept in '\(other.safe)' (core.hooksPath)", mend)
    }
    let folder = git.commonFolder + "/hooks"
    switch HookInstaller(edge: edge).state(in: folder) {
    case .absent: return Examined("hook", .note, "it is not installed", "writ hooks install")
    case .foreign:
      return Examined("hook", .note, "there is another one", "add to it: writ lint --staged")
    case .ours:
      return FileManager.default.isExecutableFile(atPath: folder + "/pre-commit")
        ? Examined("hook", .good, "installed")
        : Examined(
          "hook",
          .bad,
          "it may not be run",
          "chmod +x \("\(folder)/pre-commit".shellWord)"
        )
    }
  }

  private func files() throws -> Examined {
    guard !git.isBare else { return Examined("files", .good, "a bare repository has none") }
    guard try git.headBranch() == Chain.main else {
      return Examined("files", .bad, "they are not main's", "git switch main")
    }
    let changed = try git.changedPaths()
    return changed.isEmpty
      ? Examined("files", .good, "as on main")
      : Examined("files", .note, "\(changed.count) changed and not proposed", "writ propose -m WHY")
  }

  /// Tries to write, finds locks that were left behind, and files that others may read.
  func disk() -> Examined {
    let probe = git.commonFolder + "/writ.probe"
    defer { unlink(probe) }
    let data = Data(repeating: 0x20, count: 65_536)
    guard (try? data.write(to: URL(fileURLWithPath: probe))) != nil else {
      let mend = "df -h \(git.commonFolder.shellWord); ls -ld \(git.commonFolder.shellWord)"
      return Examined("disk", .bad, "nothing can be written in '\(git.commonFolder.safe)'", mend)
    }
    let names = FileManager.default.enumerator(atPath: git.commonFolder)?.compactMap {
      $0 as? String
    }
    if let lock = (names ?? []).first(where: { $0.hasSuffix(".lock") && $0 != "writ.lock" }) {
      let path = "\(git.commonFolder)/\(lock)"
      let words = "'\(path.safe)' is left over, or in use now"
      return Examined("disk", .note, words, "rm \(path.shellWord)")
    }
    for name in ["invitations", "directory.csv"] where isOpen("\(git.commonFolder)/writ/\(name)") {
      let path = "\(git.commonFolder)/writ/\(name)"
      let words = "others may read '\(path.safe)'"
      return Examined("disk", .bad, words, "chmod 600 \(path.shellWord)")
    }
    return Examined("disk", .good, "'\(git.commonFolder.safe)' can be written")
  }

  private func isOpen(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & 0o077 != 0
  }

  private func remote(isOffline: Bool) async -> Examined {
    do {
      let site = try SyncSite(folder: git.workFolder ?? git.gitFolder, edge: edge)
      let remote = try site.remote(nil)
      guard !isOffline else {
        return Examined("remote", .good, "\(remote.address), not asked")
      }
      let there = try await remote.references()
      return there[RegistryArchive.ref] == nil
        ? Examined("remote", .note, "'\(remote.address)' holds nothing yet", "writ sync")
        : Examined("remote", .good, "'\(remote.address)' answers")
    } catch {
      let failure = ErrorWording.failure(for: error)
      let state: Examined.State = failure.message.contains("not set where") ? .note : .bad
      let cause = failure.cause.map { ": \($0)" } ?? ""
      return Examined("remote", state, failure.message + cause, failure.hint)
    }
  }
}
