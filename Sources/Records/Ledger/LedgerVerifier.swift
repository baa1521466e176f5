import Git
import Policies
import Signing

/// Checks the receipts, and that what they are for is here as they say.
struct LedgerVerifier {
  private let repository: PolicyRepository
  /// Whose records alone are expected here; `nil` for everybody's.
  private let mine: PersonID?

  init(_ repository: PolicyRepository, only mine: PersonID?) {
    (self.repository, self.mine) = (repository, mine)
  }

  /// Checks the whole ledger; returns what it says, which is nothing where it is not to be trusted.
  func run(_ report: inout VerificationReport) throws -> LedgerBook {
    let book: LedgerBook
    do {
      book = try repository.ledger()
    } catch let refusal as Refusal {
      report.problems.append(problem(Chain.ledger, nil, refusal))
      return .empty
    }
    if !book.receipts.isEmpty { report.count(.receipts, book.receipts.count) }
    for (ref, id) in book.state.sorted(by: { $0.key < $1.key }) {
      if let refusal = try objection(to: ref, id, book) {
        report.problems.append(problem(ref, id, refusal))
      }
    }
    return book
  }

  /// What a receipt says must be part of what the ref is here.
  ///
  /// Requests that were dealt with and proposals that became part of main may go.
  private func objection(to ref: String, _ id: ObjectID, _ book: LedgerBook) throws -> Refusal? {
    guard let here = try repository.git.reference(ref) else {
      switch RefKind(ref) {
      case .enrolment, .proposal: return nil
      case .records(let person) where mine != nil && person != mine: return nil
      default: return Refusal(.ledger, "a receipt says that it arrived, and it is gone")
      }
    }
    guard try here == id || repository.git.isAncestor(id, of: here) else {
      return Refusal(.ledger, "it is not, and does not go on from, what a receipt says of it")
    }
    guard let digest = book.digest(of: ref),
      try Digest.sha256(repository.git.read(id).bytes) == digest
    else { return Refusal(.ledger, "the object is another one than the receipt names") }
    return nil
  }

  private func problem(
    _ ref: String,
    _ id: ObjectID?,
    _ refusal: Refusal
  ) -> VerificationReport.Problem {
    .init(ref: ref, object: id, person: RefKind(ref)?.owner, refusal: refusal)
  }
}
