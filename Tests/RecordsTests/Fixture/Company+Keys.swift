import Git
import Policies
import Signing
import TestTools
import Testing

@testable import Records

/// Keys that come and go.
extension Company {
  /// A person asks that a new key be entered.
  @discardableResult
  func request(
    _ key: String,
    of person: PersonID,
    code: EnrolmentCode? = nil,
    replacing old: String? = nil
  ) async throws -> EnrolmentRequest {
    let signer = try SoftKey(key)
    return try await Applicant(
      to: repository(),
      as: person,
      key: signer.publicKey,
      signer: signer,
      now: now
    ).request(code: code, replacing: old.map { try SoftKey($0).publicKey.fingerprint })
  }

  /// A further key, with the consent of the person's first one.
  func addKey(_ key: String, of person: PersonID, replacing old: String? = nil) async throws {
    let request = try await request(key, of: person, replacing: old)
    try await scribe(person).vouch(for: request)
    try await admit(request)
  }

  @discardableResult
  func admit(_ request: EnrolmentRequest) async throws -> RegistryOutcome {
    let waiting = try EnrolmentDesk(repository()).waiting.first { $0.request.id == request.id }
    return try await scribe(Company.ana)
      .change([.admit(request, vouch: waiting?.vouch)], because: "a key")
  }

  /// Why a version of the registry is refused; the registry is as it was afterwards.
  func refusal(ofRegistry forgery: Forgery) throws -> Refusal.Code? {
    let tip = try #require(try git.reference(RegistryArchive.ref))
    let id = try plant(forgery)
    defer { try? point(RegistryArchive.ref, to: tip) }
    do throws(Refusal) {
      _ = try RegistryHistory(upTo: id, in: git)
      return nil
    } catch {
      return error.code
    }
  }
}
