import Git
import Policies
import Signing

/// The requests to be let in that wait in a repository.
public struct EnrolmentDesk: Sendable {
  /// A request that waits.
  public struct Waiting: Sendable {
    /// The request.
    public let request: EnrolmentRequest
    /// Whether the registry lists the person already.
    public let isKnown: Bool
    /// The fingerprints of the person's keys that are in use.
    public let keys: [String]
    /// Whether the person had keys before, in use or ended.
    public let hadKeys: Bool
    /// An older key's consent, as a raw record; `nil` without one.
    public let vouch: [UInt8]?
  }

  /// The requests whose key is not in the registry, oldest first.
  public let waiting: [Waiting]
  /// The refs whose content is no request, and why.
  public let refused: [(ref: String, refusal: Refusal)]

  /// Reads all requests.
  public init(_ repository: PolicyRepository) throws {
    var (waiting, refused): ([Waiting], [(ref: String, refusal: Refusal)]) = ([], [])
    let owners = try repository.keyOwners()
    for reference in try repository.git.references(matching: "refs/writ/enrol/*") {
      guard let id = reference.target else { continue }
      do {
        let request = try repository.request(id, on: reference.name)
        guard owners[request.enrolment.key.line] == nil else { continue }
        waiting.append(try Waiting(request, repository))
      } catch let refusal as Refusal {
        refused.append((reference.name, refusal))
      }
    }
    self.waiting = waiting.sorted { $0.request.time < $1.request.time }
    self.refused = refused
  }
}

extension EnrolmentDesk.Waiting {
  fileprivate init(_ request: EnrolmentRequest, _ repository: PolicyRepository) throws {
    self.request = request
    let member = try repository.registry.member(request.person, at: repository.registryTip)
    isKnown = member != nil
    keys = try (member?.keys ?? []).filter { $0.until == nil }.map { try $0.key.fingerprint }
    hadKeys = member?.keys.isEmpty == false
    vouch = try repository.consent(to: request, by: member)
  }
}

extension PolicyRepository {
  /// Reads and checks the request under a ref.
  ///
  /// - Parameters:
  ///   - id: the request's commit.
  ///   - ref: the full name of the ref that it stands under, or is to stand under.
  ///   - version: the registry that says which passkeys may ask; `nil` for today's.
  /// - Returns: the request.
  /// - Throws: what `EnrolmentRequest` refuses; `R-PERSON` for what belongs under another ref.
  func request(
    _ id: ObjectID,
    on ref: String,
    by version: ObjectID? = nil
  ) throws(Refusal) -> EnrolmentRequest {
    let request = try EnrolmentRequest(
      parsing: git.object(id, .commit, limit: EnrolmentRequest.sizeLimit),
      repository: identity,
      passkeys: registry.passkeys(at: version ?? registryTip)
    )
    guard request.ref == ref else {
      throw Refusal(.person, "the request is \(request.person)'s, or for another key")
    }
    return request
  }

  /// The person's own consent to a request, if an older key of theirs gave one.
  func consent(to request: EnrolmentRequest, by member: Member?) throws -> [UInt8]? {
    guard let member, let tip = try git.reference(Chain.records(of: request.person)) else {
      return nil
    }
    for link in try Chain.read(from: tip, in: git).reversed() where link.record.format == .vouch {
      // A key that has ended consents to nothing, also to what it consented to before.
      let line = link.commit.signature.key.line
      guard try Vouch(link.record).enrolment == request.id,
        !member.keys.contains(where: { $0.keyLine == line && $0.until != nil })
      else { continue }
      try member.check(link.commit.signature, of: link.commit.payload, at: link.time)
      return try git.object(link.id, .commit)
    }
    return nil
  }
}
