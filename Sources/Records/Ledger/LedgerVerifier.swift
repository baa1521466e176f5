import Git
import Policies
import Signing

/// Checks the receipts, and that what they are for is here as they say.
struct LedgerVerifier {
  private let repository: PolicyRepository
  /// Whose records alone are expected here; `nil` for everybody's.
  private let mine: PersonID?
  /// What an earlier run found good of the receipts.
  private let known: ObjectID?
  /// The SHA-256 of objects that an earlier run read.
  private let digests: [ObjectID: String]

  init(
    _ repository: PolicyRepository,
    only mine: PersonID?,
    knowing known: ObjectID? = nil,
    _ digests: [ObjectID: String] = [:]
  ) {
    (self.repository, self.mine) = (repository, mine)
    (self.known, self.digests) = (known, digests)
  }

  /// Checks the whole ledger; returns what it says, which is nothing where it is not to be trusted.
  func run(_ report: inout VerificationReport) throws -> LedgerBook {
    let book: LedgerBook
    do {
      book = try repository.ledger(knowing: known)
    } catch let refusal as Refusal {
      report.problems.append(problem(Chain.ledger, nil, refusal))
      return .empty
    }
    if !book.receipts.isEmpty { report.count(.receipts, book.receipts.count) }
    if let place = known.flatMap(book.place) { report.before[.receipts] = place + 1 }
    for (ref, id) in book.state.sorted(by: { $0.key < $1.key }) {
      if let refusal = try objection(to: ref, id, book) {
        report.problems.append(problem(ref, id, refusal))
      }
    }
    return book
  }

  /// Checks a ledger that would replace the one here, and that the objects here are those it names.
  ///
  /// What it names may be missing: a copy brings back first the ledger and then what was lost.
  ///
  /// - Parameter tip: the newest receipt of it.
  /// - Returns: how many receipts it has that are not here.
  /// - Throws: `R-LEDGER`, or the code of what is wrong with a receipt.
  func newReceipts(upTo tip: ObjectID) throws -> Int {
    let book = try LedgerBook(
      upTo: tip,
      in: repository.git,
      identity: repository.identity,
      history: repository.history(),
      registry: repository.registry
    )
    for (ref, id) in book.state where repository.git.header(of: id) != nil {
      try checkDigest(of: id, on: ref, book)
    }
    return try book.receipts.count - repository.ledger().receipts.count
  }

  /// Checks that a chain here has all that the receipts say of it.
  ///
  /// - Throws: `R-LEDGER` where it is gone, was put back, or is another one.
  func check(_ ref: String, in book: LedgerBook) throws {
    guard let id = book.state[ref], let refusal = try objection(to: ref, id, book) else { return }
    throw refusal
  }

  private func checkDigest(
    of id: ObjectID,
    on ref: String,
    _ book: LedgerBook
  ) throws {
    guard let digest = book.digest(of: ref),
      try digests[id] ?? Digest.sha256(repository.git.read(id).bytes) == digest
    else { throw Refusal(.ledger, "the object is another one than the receipt names") }
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
    guard try here == id || isPart(id, of: here, on: ref) else {
      return Refusal(.ledger, "it is not, and does not go on from, what a receipt says of it")
    }
    do {
      try checkDigest(of: id, on: ref, book)
      return nil
    } catch let refusal as Refusal {
      return refusal
    }
  }

  /// Whether a ref goes on from an object; a tag stays what it is.
  private func isPart(_ id: ObjectID, of here: ObjectID, on ref: String) throws -> Bool {
    if case .tag = RefKind(ref) { return false }
    return try repository.git.isAncestor(id, of: here)
  }

  private func problem(
    _ ref: String,
    _ id: ObjectID?,
    _ refusal: Refusal
  ) -> VerificationReport.Problem {
    .init(ref: ref, object: id, person: RefKind(ref)?.owner, refusal: refusal)
  }
}
