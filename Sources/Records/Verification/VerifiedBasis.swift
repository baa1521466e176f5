import Git
import Policies
import Signing

/// What an earlier verification found good of all that acknowledgements lean on: the registry, the
/// receipts, main, reviews, proposals and publications.
///
/// Objects never change, so these verdicts hang on where refs point and on what the receipts say of them.
/// They hold while the registry is the very same, every ref but people's own records stands where it
/// stood, and the receipts go on from those that were good and say nothing new of these refs.
public struct VerifiedBasis: Codable, Sendable {
  /// A remark as it is kept.
  private struct Note: Codable {
    var ref: String
    var object: String?
    var person: String?
    var code: String
    var reason: String
  }

  private let rules: Int
  /// The registry's versions, which were good.
  let history: RegistryHistory
  private let receipt: String?
  private let standing: String
  private let counts: [String: Int]
  private let notes: [Note]

  /// Keeps what was found.
  ///
  /// - Parameters:
  ///   - history: the registry.
  ///   - ledger: the receipts.
  ///   - standing: where the refs stood.
  ///   - report: what was counted of main, reviews, proposals and publications; nothing in it is bad.
  init(
    _ history: RegistryHistory,
    _ ledger: LedgerBook,
    _ standing: String,
    _ report: VerificationReport
  ) {
    (rules, self.history, self.standing) = (VerifiedChains.rules, history, standing)
    receipt = ledger.receipts.last?.hex
    counts = Dictionary(uniqueKeysWithValues: report.counts.map { ($0.key.rawValue, $0.value) })
    notes = report.notes.map { note in
      Note(
        ref: note.ref,
        object: note.object?.hex,
        person: note.person?.description,
        code: note.refusal.code.rawValue,
        reason: note.refusal.reason
      )
    }
  }

  /// Whether it is about the registry that stands in a repository now.
  func isOf(_ repository: PolicyRepository) -> Bool {
    rules == VerifiedChains.rules && history.tip == repository.registryTip
      && history.identity == repository.identity
  }

  /// The newest receipt that was good; `nil` without a ledger.
  var newestReceipt: ObjectID? { receipt.flatMap { ObjectID(hex: $0) } }

  /// What was counted and noted, if the refs stand where they stood; else `nil`.
  func report(at standing: String, _ ledger: LedgerBook) -> VerificationReport? {
    let goesOn =
      newestReceipt.map { ledger.place(of: $0) != nil } ?? ledger.receipts.isEmpty
    guard standing == self.standing, goesOn else { return nil }
    var report = VerificationReport()
    for (word, count) in counts {
      guard let kind = VerificationReport.Kind(rawValue: word) else { return nil }
      report.count(kind, count)
      report.before[kind] = count
    }
    for note in notes {
      guard let code = Refusal.Code(rawValue: note.code) else { return nil }
      report.notes.append(
        .init(
          ref: note.ref,
          object: note.object.flatMap { ObjectID(hex: $0) },
          person: note.person.flatMap { PersonID($0) },
          refusal: Refusal(code, note.reason)
        )
      )
    }
    return report
  }
}

extension VerifiedBasis: Equatable {
  /// Compares what all the rest follows from.
  public static func == (left: VerifiedBasis, right: VerifiedBasis) -> Bool {
    (left.rules, left.history.tip, left.receipt, left.standing)
      == (right.rules, right.history.tip, right.receipt, right.standing)
  }
}

extension VerifiedBasis {
  /// Where everything but people's records stands, and what the receipts say of it, as a SHA-256.
  ///
  /// Where the receipts stand is no part of it: they grow with each record that arrives.
  static func standing(
    of references: [Reference],
    by ledger: LedgerBook,
    in repository: PolicyRepository
  ) -> String {
    let refs = references.filter { !$0.name.hasPrefix(records) && $0.name != Chain.ledger }
      .map { "\($0.name) \($0.target?.hex ?? "symbolic")" }
    let said = ledger.arrivals { !$0.hasPrefix(records) }
    let text = ([repository.identity] + refs.sorted() + said.sorted()).joined(separator: "\n")
    return Digest.sha256(Array(text.utf8))
  }

  private static let records = "refs/writ/records/"
}
