import Git
import Policies

/// Kept by a server, which would otherwise read every version at each push, and by whoever verifies; what
/// was found good by other rules is read no more.
///
/// It holds what verification leans on, so it belongs where only the server's own user can write.
extension RegistryHistory: Codable {
  private struct Form: Codable {
    struct End: Codable {
      var tips: [String: String]
      var moment: Int
      var cutOff: Int?
      var person: String
    }

    var rules: Int
    var identity: String
    var versions: [String]
    var times: [Int]
    var signers: [String]
    var threshold: Int
    var ends: [String: End]
    var merges: [String: String]
  }

  /// Writes all of it.
  public func encode(to encoder: any Encoder) throws {
    let form = Form(
      rules: VerifiedChains.rules,
      identity: identity,
      versions: versions.map(\.hex),
      times: times.map(\.seconds),
      signers: signers.map(\.description),
      threshold: threshold,
      ends: ends.mapValues { end in
        Form.End(
          tips: end.tips.mapValues(\.hex),
          moment: end.moment.seconds,
          cutOff: end.cutOff?.seconds,
          person: end.person.description
        )
      },
      merges: Dictionary(uniqueKeysWithValues: merges.map { ($0.description, $1.hex) })
    )
    try form.encode(to: encoder)
  }

  /// Reads what `encode` wrote.
  ///
  /// - Throws: a `DecodingError` for anything else.
  public init(from decoder: any Decoder) throws {
    let form = try Form(from: decoder)
    let broken = DecodingError.dataCorrupted(
      .init(codingPath: decoder.codingPath, debugDescription: "no history of a registry")
    )
    let versions = form.versions.compactMap { ObjectID(hex: $0) }
    let signers = form.signers.compactMap { PersonID($0) }
    guard form.rules == VerifiedChains.rules, !versions.isEmpty,
      versions.count == form.versions.count,
      signers.count == versions.count, form.times.count == versions.count,
      Set(versions).count == versions.count
    else { throw broken }
    var ends: [String: KeyEnd] = [:]
    for (key, end) in form.ends {
      guard let person = PersonID(end.person) else { throw broken }
      ends[key] = KeyEnd(
        tips: end.tips.compactMapValues { ObjectID(hex: $0) },
        moment: Instant(seconds: end.moment),
        cutOff: end.cutOff.map { Instant(seconds: $0) },
        person: person
      )
    }
    var merges: [ProposalName: ObjectID] = [:]
    for (name, version) in form.merges {
      guard let name = ProposalName(name), let version = ObjectID(hex: version) else {
        throw broken
      }
      merges[name] = version
    }
    self.init(
      identity: form.identity,
      versions: versions,
      times: form.times.map { Instant(seconds: $0) },
      signers: signers,
      threshold: form.threshold,
      ends: ends,
      merges: merges
    )
  }
}
