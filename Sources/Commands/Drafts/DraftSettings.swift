import Documents
import Foundation
import Git
import Linting
import Policies
import Records

/// `.writ.yml`: which files are drafts, and where the policies are.
///
/// A draft's author could edit this file, so what a check leans on is always said.
struct DraftSettings {
  /// The file's name, at the top of a repository.
  static let file = ".writ.yml"
  private static let sizeLimit = 1 << 20

  /// Where the policy repository is; `nil` means the repository that the file lies in.
  var policies: PolicyPlace?
  /// The identity that the policy repository must have.
  var identity: String?
  /// Which files are drafts.
  var drafts: [PathGlob]
  /// The file, from the top of the repository, with findings that are left out.
  var baseline: String?
  /// Whose account all drafts here are for; `nil` where both kinds may lie.
  var account: Account?
  /// Versions to check against instead of those in force, by policy.
  var versions: [String: PolicyVersion] = [:]

  /// Reads the settings of a repository whose files are in `folder`; `nil` if it has none.
  static func read(in folder: String) throws -> DraftSettings? {
    let path = folder + "/" + file
    guard let bytes = try SmallFile.read(path, named: file, atMost: sizeLimit) else { return nil }
    do throws(DocumentError) {
      return try DraftSettings(YAML.parse(UTF8Text.decode(bytes)).map(file), folder: folder)
    } catch {
      var failure = Failure(document: file, error)
      failure.status = .couldNotRun
      throw failure
    }
  }

  private init(_ map: YAMLMap, folder: String) throws(DocumentError) {
    try map.allow(
      only: ["policies", "identity", "drafts", "account", "baseline", "versions"],
      in: DraftSettings.file
    )
    if let place = try map["policies"]?.text("where the policy repository is") {
      policies = PolicyPlace(place, in: folder)
    }
    identity = try map["identity"]?.text("the policy repository's identity")
    drafts = try map["drafts"]?.textListOrOne("the drafts").map(PathGlob.init) ?? []
    baseline = try map["baseline"]?.text("the file with known findings")
    account = try map["account"].map { value throws(DocumentError) in
      guard let account = Account(rawValue: try value.text("the account")) else {
        throw value.error("'account' is official or own")
      }
      return account
    }
    versions = try Self.versions(map["versions"]?.map("versions"))
  }

  private static func versions(_ map: YAMLMap?) throws(DocumentError) -> [String: PolicyVersion] {
    var versions: [String: PolicyVersion] = [:]
    for entry in map?.entries ?? [] {
      guard let version = PolicyVersion(try entry.value.text(entry.key)) else {
        throw entry.value.error("a version is two numbers, as in 2.1")
      }
      versions[entry.key] = version
    }
    return versions
  }

  /// Writes settings for a content repository; leaves those that are there.
  ///
  /// - Parameters:
  ///   - folder: the folder with the repository's files.
  ///   - policies: where the policies are, as they were found.
  /// - Throws: an error where the file cannot be written.
  static func begin(in folder: String, policies: FoundPolicies) throws {
    let path = folder + "/" + file
    guard !FileManager.default.fileExists(atPath: path) else {
      return Output.remark("\(file) is there already and stays as it is")
    }
    let text = """
      # Which policies the drafts here are checked against, and which files are drafts.
      policies: "\(escaped(policies.place))"
      identity: \(policies.repository.identity)
      drafts: ["**/*.post.md", "**/*.tweet", "drafts/**/*.md", "drafts/**/*.txt", "drafts/**/*.json", "posts/**/*.md", "posts/**/*.txt"]

      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    Output.remark(
      "wrote \(file): drafts are the files in drafts/ and posts/, *.post.md and *.tweet"
    )
  }

  private static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
  }
}
