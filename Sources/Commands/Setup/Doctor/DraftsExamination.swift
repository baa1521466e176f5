import Git
import Policies
import Records

/// Looks at a repository of drafts: its settings, its hook, and the policies that it names.
struct DraftsExamination {
  let clone: CloneExamination
  /// The folder with the repository's files.
  let work: String
  let edge: Edge

  func findings(isOffline: Bool) async -> [Examined] {
    let found = [clone.disk(), clone.hook()]
    do {
      guard let settings = try DraftSettings.read(in: work) else { return found }
      return found + [drafts(settings), identity(settings)]
        + (await policies(settings, isOffline: isOffline))
    } catch {
      return found + [Examined(DraftSettings.file, failing: error, mend: editing)]
    }
  }

  private var editing: String { "git diff \(DraftSettings.file)" }

  private func drafts(_ settings: DraftSettings) -> Examined {
    guard settings.drafts.isEmpty else {
      return Examined("drafts", .good, "\(DraftSettings.file) says which files are drafts")
    }
    let mend = "echo 'drafts: [\"drafts/**/*.md\"]' >> \(DraftSettings.file)"
    return Examined("drafts", .bad, "\(DraftSettings.file) names no file as a draft", mend)
  }

  /// Whoever edits the file could name other policies; what it names is at least said.
  private func identity(_ settings: DraftSettings) -> Examined {
    guard let identity = settings.identity else {
      let mend = "echo 'identity: ID-OF-THE-POLICY-REPOSITORY' >> \(DraftSettings.file)"
      let found = "\(DraftSettings.file) does not say which policy repository it must be"
      return Examined("identity", .note, found, mend)
    }
    return Examined("identity", .good, identity.safe)
  }

  private func policies(_ settings: DraftSettings, isOffline: Bool) async -> [Examined] {
    let found: FoundPolicies
    do {
      let place = settings.policies ?? .folder(work)
      found = try FoundPolicies(at: place, as: settings.identity, by: DraftSettings.file, edge)
    } catch {
      return [Examined("policies", failing: error, mend: editing)]
    }
    let place = Examined(
      "policies",
      .good,
      "from '\(PolicyAddress.withoutPasswords(found.place).safe)'"
    )
    guard case .address(let address)? = settings.policies else {
      return [
        place, rules(found, settings, mend: "writ doctor --repository \(found.place.shellWord)"),
      ]
    }
    let mend = "rm -r \(found.repository.git.gitFolder.shellWord) && writ policy fetch"
    return [place, age(found), rules(found, settings, mend: mend)]
      + (isOffline ? [] : [await server(of: found, address, settings)])
  }

  private func age(_ found: FoundPolicies) -> Examined {
    guard let fetched = found.fetched else {
      return Examined("copy", .note, "it does not say when it was fetched", "writ policy fetch")
    }
    return found.isFresh(at: edge.now)
      ? Examined("copy", .good, "of \(fetched)")
      : Examined(
        "copy",
        .note,
        "of \(fetched), and newer policies may be in force",
        "writ policy fetch"
      )
  }

  /// Reads what each check reads, so that a damaged copy is found.
  private func rules(_ found: FoundPolicies, _ settings: DraftSettings, mend: String) -> Examined {
    do {
      let rules = try RulesInForce(found.repository, at: edge.now, pinned: settings.versions)
      let count = rules.rules.count
      let versions = rules.versions.joined(separator: ", ")
      return Examined("rules", .good, "\(count) of \(versions)")
    } catch let failure as Failure {
      return Examined("rules", failing: failure, mend: mend)
    } catch {
      var damaged = Examined("rules", failing: error)
      damaged.mend = mend
      return damaged
    }
  }

  private func server(
    of found: FoundPolicies,
    _ address: PolicyAddress,
    _ settings: DraftSettings
  ) async -> Examined {
    do {
      let update = CacheUpdate(
        cache: try PolicyCache(address, edge),
        wanted: settings.identity,
        source: DraftSettings.file
      )
      let git = found.repository.git
      let there = try await update.references(for: git)
      let basis = [RegistryArchive.ref, Chain.main, Chain.published]
      let isNewer = try basis.contains { try git.reference($0) != there[$0] }
      return isNewer
        ? Examined("remote", .note, "'\(address.shown)' has something else", "writ policy fetch")
        : Examined("remote", .good, "'\(address.shown)' answers, and the copy is up to date")
    } catch {
      return Examined("remote", failing: error, mend: "git ls-remote \(address.shown.shellWord)")
    }
  }
}
