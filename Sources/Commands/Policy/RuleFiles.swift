import Documents
import Foundation

/// Which rule files of a policy are in use: those in its `rules/`, and those of the packs that are on.
///
/// A pack is a folder of rules in `packs/`. One line in the policy's `packs.yml` switches packs on:
/// `packs: [finance, health]`.
struct RuleFiles {
  /// The policy.
  let policy: String
  /// The names in a folder, sorted.
  let names: (String) throws -> [String]
  /// What a file holds; nil when it is not there.
  let read: (String) throws -> [UInt8]?

  private var folder: String { "policies/\(policy)" }

  /// The file that switches packs on.
  var switchPath: String { "\(folder)/packs.yml" }

  /// The paths of the rules in use, by pack and name.
  ///
  /// - Throws: what is wrong in `packs.yml`, as `RuleFiles.Problem`.
  func paths() throws -> [String] {
    try paths(in: "\(folder)/rules") + packsInUse().flatMap { try paths(ofPack: $0) }
  }

  /// The paths of one pack's rules.
  func paths(ofPack pack: String) throws -> [String] { try paths(in: "\(folder)/packs/\(pack)") }

  /// All packs that are there, on or off.
  func packs() throws -> [String] {
    try names("\(folder)/packs").filter { try !paths(ofPack: $0).isEmpty }
  }

  /// The packs that are on.
  func packsInUse() throws -> [String] {
    guard let bytes = try read(switchPath) else { return [] }
    let wanted = try inSwitch { () throws(DocumentError) in try RuleFiles.wanted(bytes) }
    guard !wanted.isEmpty else { return [] }
    let known = try packs()
    return try inSwitch { () throws(DocumentError) in try RuleFiles.packs(wanted, among: known) }
  }

  private func inSwitch<Value>(_ read: () throws(DocumentError) -> Value) throws -> Value {
    do throws(DocumentError) {
      return try read()
    } catch {
      throw Problem(path: switchPath, error: error)
    }
  }

  private func paths(in folder: String) throws -> [String] {
    try names(folder).filter { $0.hasSuffix(".yml") }.map { "\(folder)/\($0)" }
  }

  /// The packs that the file names, each with its place.
  private static func wanted(_ bytes: [UInt8]) throws(DocumentError) -> [YAMLValue] {
    let map = try YAML.parse(UTF8Text.decode(bytes)).map("packs.yml")
    try map.allow(only: ["packs"], in: "packs.yml")
    return try map["packs"]?.list("packs") ?? []
  }

  private static func packs(
    _ wanted: [YAMLValue],
    among known: [String]
  ) throws(DocumentError) -> [String] {
    try wanted.map { value throws(DocumentError) in
      let name = try value.text("packs")
      if known.contains(name) { return name }
      let near = Nearest.match(name, among: known).map { "; did you mean '\($0)'?" }
      let shown = TerminalText.safe(String(name.prefix(60)))
      throw value.error(
        "there is no pack '\(shown)'" + (near ?? "; there are: \(known.joined(separator: ", "))")
      )
    }
  }

  /// What is wrong in a file that says which rules are in use.
  struct Problem: Error {
    var path: String
    var error: DocumentError
  }
}

extension PolicyFiles {
  /// Which rule files of a policy are in use.
  func ruleFiles(of id: String) -> RuleFiles {
    RuleFiles(
      policy: id,
      names: { try names(in: $0) },
      read: { path in
        guard let file = try file(path) else { return nil }
        if let problem = file.problem { throw RuleFiles.Problem(path: path, error: problem) }
        return file.bytes
      }
    )
  }
}
