import Foundation
import Git
import Policies
import Signing
import Synchronization
import TestTools

@testable import Records

/// A small policy repository in a temporary folder, with its people, their keys and a clock.
///
/// Ana founded it and is registrar, publisher and legal; Bruno and Dan are legal; Carla and Eve are
/// employees. Everybody's key is named after them.
final class Company: Sendable {
  let folder: TemporaryFolder
  let git: Repository
  private let time: Mutex<Int>
  /// The refs before anything was forged; `nil` while nothing is.
  private let honest = Mutex<[String: ObjectID]?>(nil)

  static let ana = person("ana")
  static let bruno = person("bruno")
  static let carla = person("carla")
  static let dan = person("dan")
  static let eve = person("eve")

  var path: String { folder.path("repository") }

  /// The time now; each look at the clock takes a second.
  var now: Instant {
    time.withLock { seconds in
      seconds += 1
      return Instant(seconds: seconds)
    }
  }

  /// A company with people and the files of `CompanyFiles`, nothing published.
  static func founded() async throws -> Company { try Company(copying: await makeFounded.value) }

  /// The same with version 1.0 of the social media policy in force.
  static func published() async throws -> Company {
    try Company(copying: await makePublished.value)
  }

  static func person(_ name: String) -> PersonID {
    guard let person = PersonID(name) else { preconditionFailure("'\(name)' is no id") }
    return person
  }

  func repository() throws -> PolicyRepository { try PolicyRepository(git, pinned: nil) }

  func scribe(_ person: PersonID, key: String? = nil) throws -> Scribe {
    Scribe(
      try repository(),
      as: person,
      signer: try SoftKey(key ?? person.description),
      clock: { self.now }
    )
  }

  /// Lets time pass.
  func wait(_ seconds: Int) { time.withLock { $0 += seconds } }

  /// Notes what there is before something is forged.
  func noteHonestRefs() throws {
    guard honest.withLock({ $0 == nil }) else { return }
    let refs = try refs()
    honest.withLock { $0 = refs }
  }

  /// Verifies everything; what was forged and is refused is also pushed to a server with hooks.
  func verify() async throws -> VerificationReport {
    let report = try await Verifier(repository()) { [path] in try Repository.open(from: path) }
      .run(workers: 2)
    if !report.isGood, let honest = honest.withLock({ $0 }) {
      try await expectTheServerRefuses(honest)
    }
    return report
  }

  // MARK: How it is made

  private static let makeFounded = Task {
    let company = try Company()
    _ = try await Founding(
      in: company.git,
      by: ana,
      key: SoftKey("ana").publicKey,
      signer: SoftKey("ana"),
      now: company.now,
      seed: Array("company".utf8)
    ).begin(with: CompanyFiles.all)
    for (person, roles) in [(bruno, [Role.legal]), (carla, []), (dan, [Role.legal]), (eve, [])] {
      try await company.scribe(ana).addPerson(
        person,
        key: SoftKey(person.description).publicKey,
        roles: roles,
        groups: ["staff"]
      )
    }
    try company.refresh()
    return company
  }

  private static let makePublished = Task {
    let company = try await founded()
    try await company.publish("social-media")
    return company
  }

  private init() throws {
    folder = try TemporaryFolder()
    time = Mutex(1_793_491_200)
    let path = folder.path("repository")
    try Program.text(["git", "init", "-q", "-b", "main", path], in: folder.path)
    git = try Repository.open(from: path)
  }

  init(copying other: Company) throws {
    folder = try TemporaryFolder()
    time = Mutex(other.time.withLock { $0 })
    let path = folder.path("repository")
    try FileManager.default.copyItem(atPath: other.path, toPath: path)
    git = try Repository.open(from: path)
  }
}
