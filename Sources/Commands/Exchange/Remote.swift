import Foundation
import Git
import Records

/// Another copy of the policy repository, reached through the person's own `git`.
struct Remote {
  let name: String
  /// Where it is read from, as it may be shown: without a password.
  let address: String
  /// Where it is sent to, in the same form; `nil` for the same place.
  var sendingAddress: String?
  let git: UserGit
  /// Which refs are looked at.
  var patterns = [
    "refs/heads/main", "refs/heads/proposals/*", "refs/tags/policy/*", "refs/writ/*",
  ]

  /// What stands there, by name; refs that are none of ours are left out.
  func references() async throws -> [String: ObjectID] {
    let result = try await git.run(["ls-remote", "--refs", "--quiet", name] + patterns)
    guard result.isGood else { throw unreachable(result) }
    var found: [String: ObjectID] = [:]
    for line in result.output.split(separator: "\n") {
      let words = line.split(separator: "\t")
      guard words.count == 2, let id = ObjectID(hex: words[0]), RefKind(String(words[1])) != nil
      else { continue }
      found[String(words[1])] = id
    }
    return found
  }

  /// Brings the objects of some refs here, and moves no ref.
  ///
  /// Named one by one, thousands of refs take Git minutes to match. So many are fetched by patterns
  /// into a place of their own, which is cleared again.
  func fetch(_ refs: [String]) async throws {
    guard !refs.isEmpty else { return }
    let words = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--refmap="]
    guard refs.count > 100 else {
      let input = refs.sorted().map { $0 + "\n" }.joined()
      let result = try await git.run(words + ["--stdin", name], input: input)
      guard result.isGood else { throw unreachable(result) }
      return
    }
    let sources = patterns.filter { $0.hasSuffix("*") || refs.contains($0) }
    let specs = sources.map { "+\($0):\(Remote.place)\($0.dropFirst("refs".count))" }
    let fast = ["-c", "core.fsync=committed,-loose-object,-reference"]
    try await clearPlace()
    let result = try await git.run(fast + words + [name] + specs)
    try await clearPlace()
    guard result.isGood else { throw unreachable(result) }
  }

  /// Brings the objects here of which refs there are not here yet.
  func fetchMissing(
    _ there: [String: ObjectID],
    beside here: [String: ObjectID],
    in repository: Repository
  ) async throws {
    let wanted = there.filter { here[$0.key] != $0.value && repository.header(of: $0.value) == nil }
    try await fetch(Array(wanted.keys))
    guard wanted.values.allSatisfy({ repository.header(of: $0) != nil }) else {
      throw Failure(
        "'\(address)' changed while it was read; nothing was changed here",
        hint: "type it again",
        status: .couldNotRun
      )
    }
  }

  private static let place = "refs/writ-incoming"

  private func clearPlace() async throws {
    let found = try await git.run(["for-each-ref", "--format=delete %(refname)", Remote.place])
    guard !found.output.isEmpty else { return }
    let result = try await git.run(["update-ref", "--stdin"], input: found.output)
    guard result.isGood else { throw unreachable(result) }
  }

  /// Sends refs; returns why each that was not taken was refused, by name.
  func push(_ offers: [RefOffer]) async throws -> [String: String] {
    var refused: [String: String] = [:]
    for start in stride(from: 0, to: offers.count, by: 4000) {
      let batch = offers[start..<min(start + 4000, offers.count)]
      let words = ["push", "--porcelain", "--no-verify", "--no-follow-tags", name]
      let result = try await git.run(words + batch.map { "\($0.new):\($0.ref)" })
      let lines = result.output.split(separator: "\n").filter { $0.contains("\t") }
      guard result.isGood || !lines.isEmpty else {
        throw unreachable(result, sendingTo: sendingAddress)
      }
      for line in lines where line.hasPrefix("!") {
        let words = line.split(separator: "\t").map(String.init)
        guard words.count == 3, let ref = words[1].split(separator: ":").last else { continue }
        refused[String(ref)] = Remote.reason(words[2], result)
      }
    }
    return refused
  }

  /// `[remote rejected] (pre-receive hook declined)`: what stands in the brackets at the end, and
  /// what the server itself said.
  private static func reason(_ summary: String, _ result: UserGit.Result) -> String {
    let inBrackets = summary.lastIndex(of: "(").map { summary[$0...].dropFirst().dropLast() }
    let said = result.error.split(separator: "\n").filter { $0.hasPrefix("remote: ") }
      .map { $0.dropFirst("remote: ".count).trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
    let words = [inBrackets.map(String.init) ?? summary] + said.prefix(3)
    return words.joined(separator: "; ").safe
  }

  private func unreachable(_ result: UserGit.Result, sendingTo other: String? = nil) -> Failure {
    let place = other ?? address
    let setting = other == nil ? "" : " (remote.\(name.safe).pushurl)"
    return Failure(
      "could not talk to '\(place)'\(setting); nothing was changed",
      cause: PolicyAddress.withoutPasswords(result.reason),
      hint: "git ls-remote \(place.shellWord)",
      status: .couldNotRun
    )
  }
}

extension Remote {
  /// A remote of a clone.
  static func named(
    _ name: String,
    _ configuration: GitConfiguration,
    _ git: UserGit
  ) throws -> Remote {
    guard !name.hasPrefix("-"), let address = configuration.value("remote.\(name).url", from: .all)
    else {
      throw Failure(
        "it is not set where the others' copy is ('\(name.safe)')",
        hint: "git remote add origin URL",
        status: .couldNotRun
      )
    }
    let sending = configuration.value("remote.\(name).pushurl", from: .all)
    for (used, option) in [(address, ""), (sending ?? address, "--push ")]
    where !CloneTrust.isPlain(used) {
      throw Failure(
        "'\(PolicyAddress.withoutPasswords(used).safe)' is no address that Writ uses",
        hint: "git remote set-url \(option)\(name.shellWord) https://…",
        status: .couldNotRun
      )
    }
    return Remote(
      name: name,
      address: PolicyAddress.withoutPasswords(address).safe,
      sendingAddress: sending.map { PolicyAddress.withoutPasswords($0).safe },
      git: git
    )
  }
}
