import Documents
import Linting
import Policies
import Records

/// The draft rules of policies as they lie here, with those of packs that are off.
struct RuleShelf {
  /// A rule and where it belongs.
  struct Entry: Sendable {
    var rule: Rule
    var policy: String
    /// The pack it comes from; nil for the policy's own.
    var pack: String?
    /// Whether it counts.
    var isOn: Bool
    /// What its file says.
    var bytes: [UInt8]
  }

  let files: PolicyFiles
  let entries: [Entry]

  /// Reads the rules of some policies, of all when none is named.
  init(_ files: PolicyFiles, policies: [String] = []) throws {
    self.files = files
    entries = try files.ids(named: policies).flatMap { try RuleShelf.entries(of: $0, in: files) }
  }

  private static func entries(of policy: String, in files: PolicyFiles) throws -> [Entry] {
    let source = files.ruleFiles(of: policy)
    let on = try Set(RulesInForce.paths(of: policy, in: files))
    let packs = try source.packs()
    let paths = try on.union(packs.flatMap { try source.paths(ofPack: $0) })
    return try paths.sorted().compactMap { path in
      guard let bytes = try files.file(path)?.bytes else { return nil }
      let parts = path.split(separator: "/").map(String.init)
      return Entry(
        rule: try RulesInForce.rule(policy, path, bytes),
        policy: policy,
        pack: parts.count == 5 ? parts[3] : nil,
        isOn: on.contains(path),
        bytes: bytes
      )
    }
  }

  /// The rule with a name, with or without its policy.
  func entry(_ name: String) throws -> Entry {
    let found = entries.filter { $0.rule.name == name || $0.rule.name.hasSuffix(".\(name)") }
    guard let entry = found.first else { throw RuleShelf.unknown(name, entries.map(\.rule.name)) }
    guard found.count == 1 else {
      let names = found.map(\.rule.name).joined(separator: ", ")
      throw Failure(
        "'\(name.safe)' may be one of \(names.safe)",
        hint: "writ rules show \(entry.rule.name)",
        status: .couldNotRun
      )
    }
    return entry
  }

  /// No rule has this name; the nearest is named.
  static func unknown(_ name: String, _ known: [String]) -> Failure {
    let short = known.map { $0.split(separator: ".").last.map(String.init) ?? $0 }
    let near = Nearest.match(name, among: known) ?? Nearest.match(name, among: short)
    return Failure(
      "no rule is called '\(name.safe)'" + (near.map { "; did you mean '\($0.safe)'?" } ?? ""),
      hint: "writ rules list",
      status: .couldNotRun
    )
  }
}
