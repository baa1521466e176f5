import Documents
import Git
import Linting
import Policies
import Records

/// The rules of all policy versions in force, bound to their clauses.
struct RulesInForce {
  /// The rules.
  let rules: [BoundRule]
  /// The versions that they come from, as in "social-media 2.1".
  let versions: [String]
  /// The policy repository's identity.
  let identity: String
  /// Who holds which official account, as `main` says.
  let register: AccountRegister?
  /// What the registry and the records say about people.
  let records: CompanyRecords
  /// Whose account all drafts must be for; `nil` for any.
  var account: Account?
  /// When the policies were brought here last; `nil` where they are not a copy.
  var fetched: Instant?

  /// Reads the rules of the versions in force now.
  ///
  /// Refuses when no version is in force or a rule cannot be read: a check that checks nothing
  /// must not say that all is well.
  ///
  /// - Parameters:
  ///   - policies: The policy repository.
  ///   - moment: Now.
  ///   - pinned: Versions to take instead of those in force, by policy; a newer one is remarked on.
  /// - Throws: `Failure` when there is nothing sound to check against.
  init(
    _ policies: PolicyRepository,
    at moment: Instant,
    pinned: [String: PolicyVersion] = [:]
  ) throws {
    let shelf = try PublicationShelf(policies)
    let pins = try PinnedVersions(pinned, on: shelf)
    pins.remark(at: moment)
    let entries = try pins.entriesInForce(at: moment)
    rules = try entries.flatMap { entry in
      let publication = entry.publication
      let rules = try RulesInForce.load(
        publication.policy,
        at: publication.commit,
        policies,
        withTests: false
      )
      try RuleClauses.require(of: rules, in: entry, policies)
      return rules.map {
        BoundRule(rule: $0, policy: publication.policy, version: publication.version.description)
      }
    }
    versions = entries.map(\.title)
    identity = policies.identity
    register = try RulesInForce.register(policies)
    records = PeopleOnRecord(policies, shelf, now: moment).records
  }

  /// The check that these rules make.
  func linter(isForMany: Bool = false) -> Linter {
    Linter(rules: rules, register: register, records: records, isForMany: isForMany)
  }

  /// `accounts.yml` as it lies on `main`: custody changes faster than a policy's versions.
  private static func register(_ policies: PolicyRepository) throws -> AccountRegister? {
    let path = "accounts.yml"
    guard let bytes = try policies.file(path, at: policies.mainTip()) else { return nil }
    do throws(DocumentError) {
      return try AccountRegister(YAML.parse(UTF8Text.decode(bytes)).map(path))
    } catch {
      var failure = Failure(document: path, error)
      failure.status = .couldNotRun
      throw failure
    }
  }

  /// A policy's rules as of a commit.
  static func load(
    _ policy: String,
    at commit: ObjectID,
    _ policies: PolicyRepository,
    withTests: Bool = true
  ) throws -> [Rule] {
    let files = PolicyFiles(policies, at: commit)
    let paths = try paths(of: policy, in: files)
    let objects = try objects(inFoldersOf: paths, at: commit, policies)
    let sources = try paths.compactMap { path in
      try objects[path].map { (path: path, bytes: try policies.git.read($0).bytes) }
    }
    return try sources.concurrentMap {
      try rule(policy, $0.path, $0.bytes, withTests: withTests)
    }
  }

  /// The files beside some paths, each folder read once, however many rules are in it.
  private static func objects(
    inFoldersOf paths: [String],
    at commit: ObjectID,
    _ policies: PolicyRepository
  ) throws -> [String: ObjectID] {
    let tree = try policies.tree(of: commit)
    let folders = Set(paths.map { $0.split(separator: "/").dropLast().joined(separator: "/") })
    return try folders.reduce(into: [:]) { objects, folder in
      for file in try policies.git.files(inTree: tree, under: folder) {
        objects[file.path] = file.id
      }
    }
  }

  /// The rule files in use, or why that cannot be told, in words.
  static func paths(of policy: String, in files: PolicyFiles) throws -> [String] {
    do {
      return try files.ruleFiles(of: policy).paths()
    } catch let problem as RuleFiles.Problem {
      var failure = Failure(document: problem.path, problem.error)
      failure.status = .couldNotRun
      throw failure
    }
  }

  /// Reads one rule file.
  static func rule(
    _ policy: String,
    _ path: String,
    _ bytes: [UInt8],
    withTests: Bool = true
  ) throws -> Rule {
    do throws(DocumentError) {
      return try parse(policy, path, bytes, withTests: withTests)
    } catch {
      var failure = Failure(document: path, error)
      failure.status = .couldNotRun
      throw failure
    }
  }

  /// Reads one rule file and says what is wrong in it, with its place.
  static func parse(
    _ policy: String,
    _ path: String,
    _ bytes: [UInt8],
    withTests: Bool = true
  ) throws(DocumentError) -> Rule {
    let name = path.split(separator: "/").last?.dropLast(".yml".count) ?? ""
    return try Rule.load(
      name: "\(policy).\(name)",
      path: path,
      text: UTF8Text.decode(bytes),
      withTests: withTests,
      shelf: DictionaryShelf.system
    )
  }
}
