import Policies
import Records

/// Versions of policies that a repository with drafts is checked against, whatever is in force.
struct PinnedVersions {
  private let shelf: PublicationShelf
  private let entries: [String: PublicationEntry]

  /// Looks the versions up; one that was never published or was withdrawn is refused.
  init(_ versions: [String: PolicyVersion], on shelf: PublicationShelf) throws {
    self.shelf = shelf
    entries = try versions.reduce(into: [:]) { entries, pin in
      guard let entry = shelf.entry(pin.key, pin.value) else {
        throw PinnedVersions.refusal("no version \(pin.value) of '\(pin.key.safe)' was published")
      }
      guard entry.withdrawn == nil else {
        throw PinnedVersions.refusal("\(entry.title) was withdrawn")
      }
      entries[pin.key] = entry
    }
  }

  private static func refusal(_ what: String) -> Failure {
    Failure(
      "\(what), and \(DraftSettings.file) asks for it",
      hint: "mend 'versions' in \(DraftSettings.file); writ policy list shows what there is",
      status: .couldNotRun
    )
  }

  /// What counts at a moment: for each policy its pinned version, or the one in force.
  func entriesInForce(at moment: Instant) throws -> [PublicationEntry] {
    let found = shelf.policies.compactMap { entries[$0] ?? shelf.inForce($0, at: moment) }
    guard !found.isEmpty else {
      throw Failure(
        "no policy is in force yet",
        hint: "writ publish social-media",
        status: .couldNotRun
      )
    }
    return found
  }

  /// Says which policies have another version in force by now.
  func remark(at moment: Instant) {
    for (policy, entry) in entries.sorted(by: { $0.key < $1.key }) {
      guard let current = shelf.inForce(policy, at: moment),
        current.publication.version != entry.publication.version
      else { continue }
      Output.remark(
        "note: \(current.title) is in force; \(DraftSettings.file) asks for \(entry.publication.version)"
      )
    }
  }
}
