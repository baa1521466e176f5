import Foundation
import Git
import Policies
import Records

/// One proposal as a person reads it.
struct ProposalView {
  let space: Workspace
  let proposal: Proposal
  let book: ReviewBook
  let row: ProposalRow

  func text() throws -> String {
    let content =
      try proposal.name.isForRegistry ? [registry()] : [redlines(), files, checks()]
    return try ([heading] + content + [verdicts, discussion, next()]).filter { !$0.isEmpty }
      .joined(separator: "\n\n")
  }

  private func registry() throws -> String {
    var lines = try RegistryDifference.all(in: proposal.changes, of: space.policies)
      .map { "  \($0.words)" }
    if !["merged", "fell"].contains(row.state) {
      lines += try space.policies.effect(ofMerging: proposal).map { ["  \($0.words)"] } ?? []
    }
    return "People, keys and roles:\n" + lines.joined(separator: "\n")
  }

  private var heading: String {
    let authors = proposal.authors.sorted().map(\.description).joined(separator: ", ")
    return """
      \(Output.heading(proposal.name.description, space.edge.terminal)) by \(authors), \(proposal.time)
      \(proposal.reason.safeLines)

      Class: \(proposal.change.rawValue)\(proposal.change == .material ? " (people sign again)" : " (nobody is asked again)")
      """
  }

  private func redlines() throws -> String {
    let style = Output.redlineStyle(space.edge.terminal)
    return try proposal.changes.filter { $0.path.isPolicyText }.map { change in
      let (old, new) = try (space.document(change.old), space.document(change.new))
      let redline = Redline(from: old, to: new)
      let reasons = ChangeAssessment(from: old, to: new, isTranslation: change.path.isTranslation)
        .reasons.map { "  \($0.text.safe)" }
      let words =
        redline.isEmpty
        ? "No word changed." : redline.text(in: style).trimmingCharacters(in: .newlines)
      return ([Output.heading(change.path, space.edge.terminal)] + reasons + ["", words])
        .joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  private var files: String {
    let others = proposal.changes.filter { !$0.path.isPolicyText }
    guard !others.isEmpty else { return "" }
    let lines = others.map { change in
      "  \(change.verb) \(change.path.safe)"
    }
    return "Other files:\n" + lines.joined(separator: "\n")
  }

  private func checks() throws -> String {
    let findings = try PolicyCheck(space.policies, at: space.edge.now).findings(of: proposal)
      .map(\.description)
    guard !findings.isEmpty else { return "Checks: nothing found" }
    return "Checks:\n" + findings.map { "  " + $0.safe }.joined(separator: "\n")
  }

  private var verdicts: String {
    let reviews = book.reviews(of: proposal.name).filter { $0.review.verdict != .comment }
    var lines = reviews.map { entry in
      let role = entry.review.role.map { " as \($0)" } ?? ""
      return "  \(entry.time) \(entry.person) \(entry.review.verdict.rawValue)\(role)"
    }
    lines += row.stale.sorted { $0.key < $1.key }.map {
      "  \($0.key)'s verdict does not count: \($0.value)"
    }
    lines += book.refused.sorted { $0.key < $1.key }.map {
      "  nothing that \($0.key) says counts: \($0.value.reason.safe) (\($0.value.code.rawValue))"
    }
    return lines.isEmpty ? "Reviews: none yet" : "Reviews:\n" + lines.joined(separator: "\n")
  }

  private var discussion: String {
    let discussion = Discussion(book.reviews(of: proposal.name))
    guard !discussion.remarks.isEmpty else { return "" }
    let open = discussion.open(besides: proposal.authors)
    let hint =
      open.first.map { "\nhint: writ review \(proposal.name) --answer \($0.id) --comment TEXT" }
      ?? ""
    return "Remarks, \(open.count) not answered:\n\(discussion.text)\(hint)"
  }

  private func next() throws -> String {
    switch row.state {
    case "closed": "Closed by \(row.closedBy ?? "").\nhint: writ proposals reopen \(proposal.name)"
    case "merged": "Part of \(proposal.name.isForRegistry ? "the registry" : "main")."
    case "fell":
      "It fell with a key that was ended; what it says can be proposed again under another name."
    case "outdated" where proposal.name.isForRegistry:
      "The registry has changed since in \(row.outdated.map(\.safe).joined(separator: ", ")).\n"
        + "hint: writ proposals close \(proposal.name), then writ people for what is still to change"
    case "outdated":
      "Main has changed since in \(row.outdated.map(\.safe).joined(separator: ", ")).\n"
        + "hint: writ proposals update \(proposal.name)"
    case "approved":
      "Approved by \(row.approvals.joined(separator: ", ")).\n"
        + "hint: \(try space.policies.mergeHint(proposal, book))"
    case "waiting": "Missing: \(row.needs).\nhint: writ review \(proposal.name) --approve"
    default: "\(row.needs).\nhint: writ propose --as \(proposal.name.slug) -m WHY"
    }
  }
}

extension FileChange {
  /// What became of the file, in a word.
  var verb: String { old == nil ? "added" : new == nil ? "removed" : "changed" }
}

extension Workspace {
  /// A policy's text as a blob holds it.
  func document(_ file: TreeFile?) throws -> PolicyDocument? {
    guard let file else { return nil }
    let bytes = try git.read(file.id).bytes
    do {
      return try PolicyDocument(parsing: bytes)
    } catch {
      throw WorkflowError.document(file.path, error)
    }
  }
}
