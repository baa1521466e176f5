import Git
public import Policies
import Signing

/// What ending keys of a person would mean for what they signed.
public struct KeyEnding: Equatable, Sendable {
  /// How many records stay good.
  public var stays = 0
  /// How many fall, since they arrived after the cut-off.
  public var falls = 0
}

extension PolicyRepository {
  /// Counts what keys signed, as a registrar wants to know before ending them.
  ///
  /// - Parameters:
  ///   - keys: the keys as `<type> <base64>`.
  ///   - person: whose they are.
  ///   - moment: since when they shall count for nothing; `nil` for now, so that nothing falls.
  /// - Returns: how many records, reviews, merges and publications stay and fall.
  /// - Throws: a `Refusal` where a chain cannot be read.
  public func effect(
    ofEnding keys: Set<String>,
    of person: PersonID,
    since moment: Instant?
  ) throws -> KeyEnding {
    let ledger = try ledger()
    var ending = KeyEnding()
    let chains = [Chain.acts(of: person), Chain.records(of: person), Chain.main, Chain.published]
    for ref in chains {
      guard let tip = try git.reference(ref) else { continue }
      var links = try Chain.read(from: tip, in: git)
      ledger.date(&links, on: ref)
      for link in links where keys.contains(link.commit.signature.key.line) {
        let fallen = moment.flatMap { moment in link.arrival.map { $0 >= moment } } ?? false
        if fallen { ending.falls += 1 } else { ending.stays += 1 }
      }
    }
    return ending
  }
}
