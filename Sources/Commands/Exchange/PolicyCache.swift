import Foundation
import Git
import Policies
import Records

/// The copy of a policy repository that the user's own cache folder keeps, for one address.
///
/// It is a bare repository that holds only what was verified (`CacheUpdate`), and reading it never
/// asks the network. The identity that it had first is the one that it keeps.
struct PolicyCache {
  let address: PolicyAddress
  let edge: Edge
  let home: CacheFolder

  /// The copy's place, there or not.
  ///
  /// - Throws: a `Failure` for an address that is none, or where the user has no folder of their own.
  init(_ address: PolicyAddress, _ edge: Edge) throws {
    guard address.isUsable else {
      throw Failure(
        "'\(address.shown)' is no address that Writ uses",
        hint: "take one that begins with ssh://, https:// or file://",
        status: .couldNotRun
      )
    }
    guard let home = CacheFolder("policies", edge) else {
      throw Failure(
        "there is no folder of yours to keep the policies in",
        hint: "export HOME=…",
        status: .couldNotRun
      )
    }
    (self.address, self.edge, self.home) = (address, edge, home)
  }

  /// The copy's own folder.
  var folder: String { "\(home.path)/\(address.key).git" }

  /// Whether something was fetched.
  var isThere: Bool { FileManager.default.fileExists(atPath: folder + "/HEAD") }

  /// The copy as it is here, and when it was last brought up to date.
  struct Copy {
    let policies: PolicyRepository
    let fetched: Instant?
  }

  /// Opens the copy.
  ///
  /// - Parameters:
  ///   - wanted: the identity that it must have; `nil` takes the one that it has.
  ///   - source: who names that identity, for the words of the error.
  /// - Returns: the copy.
  /// - Throws: a `Failure` where nothing was fetched yet, somebody else could have written it, or it
  ///   is another policy repository.
  func open(as wanted: String?, by source: String) throws -> Copy {
    guard isThere else {
      throw Failure(
        "the policies at '\(address.shown)' have not been fetched yet",
        hint: fetching(source),
        status: .couldNotRun
      )
    }
    guard home.isOwn else { throw isOpen(source) }
    do {
      let git = try Repository.open(from: folder)
      let configuration = try GitConfiguration(environment: [:], repository: git)
      guard let identity = configuration.value("writ.repository", from: .all) else {
        throw damaged("it does not say which policy repository it is", source)
      }
      guard identity == wanted ?? identity else { throw other(identity, source) }
      return Copy(
        policies: try PolicyRepository(git, pinned: identity),
        fetched: configuration.value("writ.fetched", from: .all).flatMap { Instant($0) }
      )
    } catch let error as GitError {
      throw damaged(error.message, source)
    } catch WorkflowError.notAPolicyRepository {
      throw damaged("there is no registry in it", source)
    }
  }

  /// Another policy repository than somebody names.
  func other(_ identity: String, _ source: String) -> Failure {
    Failure(
      "'\(address.shown)' is another policy repository than \(source) names",
      cause: "its identity is \(identity)",
      hint: FoundPolicies.hint(on: source),
      status: .couldNotRun
    )
  }

  /// Others may write into the folder.
  func isOpen(_ source: String) -> Failure {
    Failure(
      "'\(home.path.safe)' is not yours alone, so the policies in it do not count",
      hint: "rm -r \(home.path.shellWord) && \(fetching(source))",
      status: .couldNotRun
    )
  }

  /// The copy cannot be read; a new one loses nothing.
  func damaged(_ cause: String, _ source: String) -> Failure {
    Failure(
      "the copy of the policies at '\(address.shown)' is damaged",
      cause: cause.safe,
      hint: "rm -r \(folder.shellWord) && \(fetching(source))",
      status: .couldNotRun
    )
  }

  /// The command that brings the policies here, for whoever named them in `source`.
  private func fetching(_ source: String) -> String {
    source == DraftSettings.file
      ? "writ policy fetch" : "writ policy fetch \(address.shown.shellWord) --fingerprint ID"
  }
}
