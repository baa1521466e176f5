import Foundation
import Git

/// Looks at what a clone's own configuration would make `git` do.
///
/// A clone may come from a stranger, with a `.git/config` that names programs. Writ runs the
/// person's `git` in it only if every setting there is one that is known to run nothing and to
/// weaken nothing.
struct CloneTrust {
  private static let harmless: Set<String> = [
    "core.repositoryformatversion", "core.filemode", "core.bare", "core.logallrefupdates",
    "core.ignorecase", "core.precomposeunicode", "core.symlinks", "core.autocrlf", "core.eol",
    "core.safecrlf", "core.quotepath", "core.sharedrepository", "user.name", "user.email",
    "user.signingkey", "gpg.format", "gpg.ssh.allowedsignersfile", "commit.gpgsign",
    "tag.gpgsign", "init.defaultbranch", "submodule.active", "http.postbuffer",
  ]

  private static let harmlessSections: Set<String> = [
    "writ", "branch", "pull", "gc", "pack", "advice", "color", "receive", "transfer",
  ]

  private static let harmlessOfRemote: Set<String> = [
    "url", "pushurl", "fetch", "tagopt", "prune", "prunetags", "skipdefaultupdate", "mirror",
  ]

  /// Refuses a clone whose configuration could run a program or redirect a connection.
  ///
  /// - Parameter names: all that it sets, as the very `git` reads them that is to be run: another reader of
  ///   the same file could be told something else.
  /// - Throws: a `Failure` that names the setting.
  static func check(_ names: [String]) throws {
    guard let name = names.sorted().first(where: { !CloneTrust.isHarmless($0.lowercased()) })
    else { return }
    throw Failure(
      "this clone's own settings have '\(name.safe)', which Writ does not let a clone decide",
      cause: "settings that run programs or change connections count only in your own ~/.gitconfig",
      hint: "git config --unset-all \(name.shellWord)",
      status: .couldNotRun
    )
  }

  private static func isHarmless(_ name: String) -> Bool {
    if harmless.contains(name) { return true }
    guard let section = name.split(separator: ".").first.map(String.init) else { return false }
    guard section == "remote" else { return harmlessSections.contains(section) }
    return name.split(separator: ".").last.map { harmlessOfRemote.contains(String($0)) } ?? false
  }

  /// Whether an address is one that names a place and not a program.
  ///
  /// `<transport>::<address>` runs a helper of that name; a leading dash is an option.
  static func isPlain(_ address: String) -> Bool {
    guard !address.isEmpty, !address.hasPrefix("-"), !address.contains("::"),
      address == address.safe
    else { return false }
    guard let end = address.range(of: "://") else { return !isOptionForHost(address) }
    let host = address[end.upperBound...].split(separator: "@").last ?? ""
    return ["https", "http", "ssh", "git", "file"].contains(address[..<end.lowerBound].lowercased())
      && !host.hasPrefix("-")
  }

  /// Whether what SSH would be given as a host in `host:path` is an option.
  private static func isOptionForHost(_ address: String) -> Bool {
    let host = address.split(separator: ":").first?.split(separator: "@").last ?? ""
    return host.hasPrefix("-")
  }
}
