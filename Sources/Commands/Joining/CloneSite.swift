import Foundation
import Git
import Policies
import Records

/// The folder of a clone that is being made.
///
/// As with `BuildingSite`, everything is brought into a hidden folder first, and one rename makes
/// it true; nothing is left of a clone of the wrong repository.
struct CloneSite {
  let address: String
  let target: String
  let identity: String
  let edge: Edge

  private var gitFolder: String { target + "/.git" }
  private var scaffold: String { target + "/.git.writ-join" }

  /// The clone: made, or the one that is there already.
  func open(person: PersonID, key: String) async throws -> Workspace {
    if FileManager.default.fileExists(atPath: gitFolder) {
      let site = try SyncSite(folder: target, edge: edge)
      guard site.configuration.value("writ.repository", from: .all) == identity else {
        throw occupied
      }
      try configure(site.git, person, key)
      if !site.git.hasIndex { try layOut() }
      return try Workspace(folder: target, edge: edge)
    }
    let isNew = !FileManager.default.fileExists(atPath: target)
    do {
      try await build(person, key)
    } catch {
      try? FileManager.default.removeItem(atPath: isNew ? target : scaffold)
      throw error
    }
    try layOut()
    return try Workspace(folder: target, edge: edge)
  }

  private func layOut() throws {
    let git = try Repository.open(from: target)
    let policies = try PolicyRepository(git, pinned: identity)
    try git.exclusively(touching: ["index"]) {
      try git.checkOut(tree: policies.tree(of: policies.mainTip()), from: nil)
    }
  }

  private func build(_ person: PersonID, _ key: String) async throws {
    guard try FileManager.default.names(in: target).allSatisfy({ $0 == ".git.writ-join" }) else {
      throw occupied
    }
    try? FileManager.default.removeItem(atPath: scaffold)
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    guard CloneTrust.isPlain(address) else {
      throw Failure("'\(address.safe)' is no address that Writ uses", status: .couldNotRun)
    }
    let copied = try await UserGit.mirror(address, into: scaffold, edge)
    guard copied.isGood else {
      throw Failure(
        "could not talk to '\(address.safe)'; nothing was changed",
        cause: copied.reason,
        hint: "git ls-remote \(address.shellWord)",
        status: .couldNotRun
      )
    }
    let git = try Repository.open(from: scaffold)
    try configure(git, person, key)
    try git.configure("remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
    try git.configure("remote.origin.mirror", "false")
    try git.configure("writ.repository", identity)
    try check(try await takeIn(git), git)
    // A server's own HEAD may name a branch that nobody has.
    try git.setHeadBranch(Chain.main)
    try git.configure("core.bare", "false")
    try HookInstaller(edge: edge).install(into: scaffold + "/hooks")
    guard rename(scaffold, gitFolder) == 0 else {
      throw Failure(
        "could not finish '\(target.safe)'",
        cause: String(cString: strerror(errno)),
        status: .couldNotRun
      )
    }
  }

  /// Verifies what came, and takes away what is not to be trusted or none of ours.
  private func takeIn(_ git: Repository) async throws -> SyncReport {
    let folder = git.gitFolder
    var offers: [RefOffer] = []
    for reference in try git.references(matching: "refs/*") {
      guard RefKind(reference.name) != nil, let target = reference.target else {
        try git.remove(reference.name)
        continue
      }
      offers.append(RefOffer(ref: reference.name, old: nil, new: target))
    }
    let intake = Intake(into: git, identity: identity, now: edge.now, mode: .isInPlace) {
      try Repository.open(from: folder)
    }
    var report = SyncReport(remote: address, alarms: [])
    var seen = try SeenRefs(of: "origin", in: folder)
    let workers = ProcessInfo.processInfo.activeProcessorCount
    for result in try await intake.take(offers, workers: workers) {
      report.add(result)
      if result.isTaken { seen.note(result.offer.ref, result.offer.new) }
    }
    try seen.save()
    return report
  }

  private func configure(_ git: Repository, _ person: PersonID, _ key: String) throws {
    try git.configure("writ.person", person.description)
    try git.configure("user.signingkey", key)
  }

  /// Refuses what is not the repository that the person was told of.
  private func check(_ report: SyncReport, _ git: Repository) throws {
    if let refused = report.refused.first(where: { $0.ref == RegistryArchive.ref }) {
      throw Failure(
        "'\(address.safe)' is not the repository that you were told of; nothing was kept",
        cause: refused.reason.safe,
        hint: "compare the fingerprint with whoever invited you"
      )
    }
    guard try git.reference(RegistryArchive.ref) != nil, try git.reference(Chain.main) != nil else {
      throw Failure(
        "there is no policy repository at '\(address.safe)'",
        cause: report.refused.first?.reason.safe,
        hint: "git ls-remote \(address.shellWord)"
      )
    }
    for line in report.remarks { Output.remark(line) }
  }

  private var occupied: Failure {
    Failure(
      "the folder '\(target.safe)' is not empty",
      hint: "writ join URL NEW-FOLDER --fingerprint ID --person ID",
      status: .couldNotRun
    )
  }
}
