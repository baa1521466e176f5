import Foundation
import Pages
import Policies
import Git
import Records
import Signing

/// What one person signed, with the texts, what had changed in them, and their keys.
struct EvidenceStory {
  private let person: PersonID
  private let space: Workspace
  private let shelf: PublicationShelf
  /// The same, each at the time of its receipt.
  private let dated: PublicationShelf
  private let name: String?
  private let said: [AcknowledgementEntry]
  private let fallen: [VerificationReport.Problem]

  init(
    of person: PersonID,
    _ space: Workspace,
    _ shelf: PublicationShelf,
    without fallen: [VerificationReport.Problem],
    named name: String?
  ) throws {
    (self.person, self.space, self.shelf, self.name) = (person, space, shelf, name)
    self.fallen = fallen.filter { RefKind($0.ref)?.owner == person }
    dated = try shelf.dated(in: space.policies)
    said = try space.policies.verifiedAcknowledgements(of: person, on: shelf)
  }

  /// The person's page, and the texts and redlines that it names.
  ///
  /// - Parameter policy: only what was signed of this policy; `nil` for all.
  /// - Returns: the files, by path.
  /// - Throws: a `Refusal` where a text or a key is not to be trusted.
  func files(about policy: String?) throws -> [String: [UInt8]] {
    var (found, lines): ([String: [UInt8]], [String]) = ([:], try head())
    var before: [String: PublicationEntry] = [:]
    for (number, entry) in said.enumerated() {
      guard let publication = shelf.entry(tag: entry.acknowledgement.tag) else { continue }
      let id = publication.publication.policy
      if policy == nil || policy == id {
        let texts = try texts(of: publication, in: entry.acknowledgement.language)
        found.merge(texts) { $1 }
        lines += self.lines(number + 1, entry, publication)
        lines += texts.keys.sorted().map {
          "- the text: \($0), SHA-256 \(Digest.sha256(texts[$0] ?? []))"
        }
        if let old = before[id], old.id != publication.id {
          let path = "redlines/\(person)-\(id)-\(publication.publication.version).md"
          found[path] = Array(try redline(from: old, to: publication).utf8)
          lines.append("- changed since \(old.title), which was signed before: \(path)")
        }
        lines.append("")
      }
      if entry.acknowledgement.action == .acknowledge, shelf.counts(entry) {
        before[id] = publication
      }
    }
    if !fallen.isEmpty {
      lines += ["## What counts for nothing", ""]
      let all = try space.policies.allSaid(by: person)
      lines += fallen.map { "- \(words(of: $0, among: all)): \($0.refusal.reason.safe)" } + [""]
    }
    found["people/\(person).md"] = Array(lines.joined(separator: "\n").utf8)
    return found
  }

  private func head() throws -> [String] {
    let entry = try space.entry(of: person)
    let keys = try space.policies.keyStories(of: person).map { key in
      let how =
        key.wasRequested
        ? "asked for with the key itself\(key.hadConsent ? " and an older key's consent" : ""), let in"
        : "entered"
      return "- \(key.fingerprint), from \(key.from)\(key.until.map { " until \($0)" } ?? ""): "
        + "\(how) by \(key.entered.words)\(key.ended.map { "; ended by \($0.words)" } ?? "")"
    }
    let title = name.map { "\($0.safe) (\(person))" } ?? person.description
    return [
      "# \(title)", "",
      "Here since \(entry.joined)\(entry.left.map { ", until \($0)" } ?? "").", "", "## Keys", "",
    ] + keys + ["", "## What was signed", ""]
  }

  /// What a record said that fell, and when.
  private func words(
    of fallen: VerificationReport.Problem,
    among all: [AcknowledgementEntry]
  ) -> String {
    guard let id = fallen.object else { return "" }
    guard let entry = all.first(where: { $0.id == id }) else { return id.hex }
    let title = shelf.entry(tag: entry.acknowledgement.tag)?.title ?? entry.acknowledgement.tag.safe
    return "\(title): \(entry.acknowledgement.action.rawValue), \(entry.time), the record \(id)"
  }

  private func lines(
    _ number: Int,
    _ entry: AcknowledgementEntry,
    _ publication: PublicationEntry
  ) -> [String] {
    let said = entry.acknowledgement
    let published = dated.entry(tag: said.tag)?.time ?? publication.time
    return [
      "### \(number). \(publication.title): \(said.action.rawValue), \(entry.time)", "",
      "- the sentence: \(said.statement.safe)",
      "- shown: \(said.shown.text); consent: \(said.means.rawValue); read in: \(said.language)",
      "- published \(published), in force from \(publication.effective)"
        + (publication.withdrawn.map { ", withdrawn \($0)" } ?? "")
        + (entry.counts(for: publication) ? "" : ", before this was said: it counts for nothing"),
      "- the record: \(entry.id)",
    ]
  }

  private func texts(of entry: PublicationEntry, in language: String) throws -> [String: [UInt8]] {
    let publication = entry.publication
    let stem = "texts/\(publication.policy)-\(publication.version)"
    var found = ["\(stem).md": try space.policies.text(of: entry)]
    let path = "policies/\(publication.policy)/policy.\(language).md"
    if let translated = try space.policies.file(path, at: publication.commit) {
      found["\(stem).\(language).md"] = translated
    }
    return found
  }

  private func redline(from old: PublicationEntry, to new: PublicationEntry) throws -> String {
    let texts = PolicyTexts(space: space, policy: new.publication.policy)
    return RedlineMarkdown(
      Comparison(
        of: new.publication.policy,
        from: try texts.published(old),
        to: try texts.published(new)
      )
    ).text
  }
}
