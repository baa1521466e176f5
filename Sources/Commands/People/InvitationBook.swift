import Foundation
import Git
import Policies
import Records

/// The one-time codes that were handed out from this clone; only what they prove is kept.
///
/// A file outside the history that only its owner may read: lines `<person> <hash> <last day>`.
struct InvitationBook {
  /// One code.
  struct Invitation: Equatable {
    var person: PersonID
    var hash: String
    var expires: Instant

    var line: String { "\(person) \(hash) \(expires)\n" }
  }

  private let path: String
  private(set) var invitations: [Invitation]

  /// Reads the codes.
  ///
  /// - Throws: a `Failure` for a file that is there and cannot be read, since saving would lose it.
  init(_ git: Repository) throws {
    path = git.commonFolder + "/writ/invitations"
    let bytes = try SmallFile.read(path, named: path, atMost: 16 << 20) ?? []
    invitations = String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard words.count == 3, let person = PersonID(words[0]), let expires = Instant(words[2])
      else { return nil }
      return Invitation(person: person, hash: String(words[1]), expires: expires)
    }
  }

  /// The code with which a request was made; `nil` if it is none of these.
  func invitation(for request: EnrolmentRequest, in identity: String) -> Invitation? {
    invitations.first {
      $0.person == request.person && request.isProven(by: $0.hash, in: identity)
    }
  }

  /// Notes a new code.
  mutating func add(_ invitation: Invitation) { invitations.append(invitation) }

  /// Forgets the codes of people who are in, and those that ran out long ago.
  mutating func remove(_ people: Set<PersonID>, now: Instant) {
    invitations.removeAll { people.contains($0.person) || $0.expires.adding(days: 90) < now }
  }

  /// Writes the file in one step.
  func save() throws {
    try FileManager.default.createDirectory(
      at: URL(fileURLWithPath: path).deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    do {
      try OwnFile.write(Array(invitations.map(\.line).joined().utf8), to: path)
    } catch {
      throw Failure(
        "could not write '\(path.safe)'",
        cause: "\(error)",
        hint: "writ doctor",
        status: .couldNotRun
      )
    }
  }
}
