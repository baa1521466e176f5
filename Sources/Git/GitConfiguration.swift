import CLibgit2
import Foundation

/// Git's configuration files, read level by level so that callers can say whom they trust.
///
/// A clone's own `.git/config` may have been written by a stranger: what names a program is read
/// from the user's and the system's files only (`trusted`).
public struct GitConfiguration: Sendable {
  /// Where a value comes from.
  public enum Source: Sendable {
    /// `/etc/gitconfig` and the user's own files.
    case trusted
    /// Those, then the repository's own file, which wins.
    case all
  }

  private let personal: [String: String]
  private let own: [String: String]

  /// Reads the system's, the user's and, if there is one, the repository's configuration.
  ///
  /// - Parameters:
  ///   - environment: `HOME`, `XDG_CONFIG_HOME`, `GIT_CONFIG_GLOBAL`, `GIT_CONFIG_SYSTEM` and
  ///     `GIT_CONFIG_NOSYSTEM` are honoured as Git does.
  ///   - repository: the repository whose file is read last.
  /// - Throws: a `GitError` for a file that is not in Git's format.
  public init(environment: [String: String], repository: Repository?) throws(GitError) {
    var personal: [String: String] = [:]
    for path in GitConfiguration.personalFiles(environment) {
      personal.merge(try GitConfiguration.values(in: path)) { $1 }
    }
    self.personal = personal
    own =
      try repository.map { repository throws(GitError) in
        try GitConfiguration.values(in: repository.commonFolder + "/config")
      } ?? [:]
  }

  /// The last value of a name such as `user.signingkey`; `nil` if it is not set.
  public func value(_ name: String, from source: Source) -> String? {
    let key = name.lowercased()
    return switch source {
    case .trusted: personal[key]
    case .all: own[key] ?? personal[key]
    }
  }

  private static func personalFiles(_ environment: [String: String]) -> [String] {
    var files: [String] = []
    if environment["GIT_CONFIG_NOSYSTEM"].map({ $0 == "0" || $0 == "false" }) ?? true {
      files.append(environment["GIT_CONFIG_SYSTEM"] ?? "/etc/gitconfig")
    }
    if let global = environment["GIT_CONFIG_GLOBAL"] { return files + [global] }
    guard let home = environment["HOME"] else { return files }
    let xdg = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.config"
    return files + [xdg + "/git/config", home + "/.gitconfig"]
  }

  private static func values(in path: String) throws(GitError) -> [String: String] {
    guard FileManager.default.fileExists(atPath: path) else { return [:] }
    let file = try Handle<ConfigurationKind>("read '\(path)'") { out in
      git_config_open_ondisk(&out, path)
    }
    let entries = try Handle<ConfigurationEntriesKind>("read '\(path)'") { out in
      git_config_iterator_new(&out, file.raw)
    }
    var found: [String: String] = [:]
    var entry: UnsafeMutablePointer<git_config_entry>?
    while git_config_next(&entry, entries.raw) == 0, let next = entry?.pointee {
      guard let name = next.name else { continue }
      found[String(cString: name).lowercased()] = next.value.map { String(cString: $0) } ?? "true"
    }
    return found
  }
}

extension Repository {
  /// The folder that all work folders of this repository share, where its `config` lies.
  public var commonFolder: String {
    let path = try? with { repository throws(GitError) in
      git_repository_commondir(repository).map { String(cString: $0) } ?? ""
    }
    guard let path, !path.isEmpty else { return gitFolder }
    return path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  /// Writes a value into the repository's own configuration file.
  public func configure(_ name: String, _ value: String) throws(GitError) {
    let path = commonFolder + "/config"
    let file = try Handle<ConfigurationKind>("open '\(path)'") { out in
      git_config_open_ondisk(&out, path)
    }
    try check("set '\(name)'") { git_config_set_string(file.raw, name, value) }
  }
}
