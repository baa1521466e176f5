import Git
import Policies
import Signing
import TestTools

@testable import Records

/// The server of a company, which signs receipts.
extension Company {
  static let server = person("server")

  /// A published company whose server has signed a receipt for everything so far.
  static func ledgered() async throws -> Company {
    let company = try await published()
    _ = try await company.scribe(ana).change(
      [
        .join(server, key: SoftKey("server").publicKey, groups: [], roles: []), .ledger(server),
      ],
      because: "receipts"
    )
    try await company.seal()
    company.wait(3600)
    return company
  }

  /// Writes receipts for whatever moved since the last ones.
  @discardableResult
  func seal(by signer: String = "server") async throws -> [ObjectID] {
    let repository = try repository()
    let scribe = Scribe(
      repository,
      as: Company.server,
      signer: try SoftKey(signer),
      clock: { self.now }
    )
    return try await scribe.seal(
      repository.unreceipted(at: now),
      after: repository.ledger().state
    ).receipts
  }
}
