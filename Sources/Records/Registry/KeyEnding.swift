public import Git
public import Policies
public import Signing

/// What ending keys would mean for what they signed.
public struct KeyEnding: Equatable, Sendable {
  /// How many records stay good.
  public var stays = 0
  /// How many fall, since they were made or arrived after the cut-off.
  public var falls = 0
}

extension PolicyRepository {
  /// Counts what keys signed, as a registrar wants to know before ending them.
  ///
  /// - Parameters:
  ///   - keys: the keys as `<type> <base64>`.
  ///   - person: whose they are.
  ///   - moment: from when they shall count for nothing.
  ///   - tips: where chains stop by which those without a receipt are judged, if that is decided already.
  /// - Returns: how many records, reviews, merges and publications stay and fall.
  /// - Throws: a `Refusal` where a chain cannot be read.
  public func effect(
    ofEnding keys: Set<String>,
    of person: PersonID,
    since moment: Instant,
    at tips: [String: ObjectID]? = nil
  ) throws -> KeyEnding {
    let ledger = try ledger()
    var ending = KeyEnding()
    let chains = [Chain.acts(of: person), Chain.records(of: person), Chain.main, Chain.published]
    for ref in chains {
      guard let tip = try git.reference(ref) else { continue }
      var links = try Chain.read(from: tip, in: git)
      ledger.date(&links, on: ref)
      let stop = tips.map { tips in links.firstIndex { $0.id == tips[ref] } ?? -1 } ?? links.count
      for (index, link) in links.enumerated() where keys.contains(link.commit.signature.key.line) {
        let isLate = link.time >= moment || link.arrival.map { $0 >= moment } ?? (index > stop)
        if isLate { ending.falls += 1 } else { ending.stays += 1 }
      }
    }
    return ending
  }

  /// Counts what the keys signed that a proposal for the registry ends, each since its own moment.
  ///
  /// What was signed after it was proposed falls with it.
  ///
  /// - Returns: how many stay and fall if it is merged now; `nil` where it ends no key.
  /// - Throws: a `Refusal` where a chain or the registry cannot be read.
  public func effect(ofMerging proposal: Proposal) throws -> KeyEnding? {
    guard proposal.name.isForRegistry else { return nil }
    let keys = try keysEnded(from: registry.tree(of: registryTip), to: tree(of: proposal.head))
    let tips = try RegistryHistory.KeyEnd.tips(proposal.tips)
    guard !keys.isEmpty else { return nil }
    return try keys.reduce(into: KeyEnding()) { sum, key in
      guard let moment = key.until else { return }
      let effect = try effect(ofEnding: [key.keyLine], of: key.person, since: moment, at: tips)
      sum.stays += effect.stays
      sum.falls += effect.falls
    }
  }

  /// The open proposals for the registry that end a key: what it signs meanwhile falls with it.
  ///
  /// What cannot be read as a registry can never be merged, and keeps nobody from signing.
  ///
  /// - Throws: a `Refusal` where the registry cannot be read.
  public func proposals(ending key: PublicKey) throws -> [ProposalName] {
    let names = try proposalNames().filter(\.isForRegistry)
    guard !names.isEmpty else { return [] }
    let now = try registry.tree(of: registryTip)
    return try openProposals(among: names).filter { proposal in
      let ended = try? keysEnded(from: now, to: tree(of: proposal.head))
      return ended?.contains { $0.keyLine == key.line } ?? false
    }.map(\.name)
  }

  /// The keys that were in use in one tree of the registry and have an end in another.
  func keysEnded(from old: ObjectID, to new: ObjectID) throws -> [KeyGrant] {
    try git.changes(from: old, to: new).filter { $0.path.hasPrefix("signers/") }.flatMap { change in
      let shard = String(change.path.suffix(2))
      func keys(_ file: TreeFile?) throws -> [KeyGrant] {
        try file.map { try RegistryFiles.signers(git.content($0.id), shard: shard) } ?? []
      }
      let before = Set(try keys(change.old).filter { $0.until == nil }.map(\.keyLine))
      return try keys(change.new).filter { $0.until != nil && before.contains($0.keyLine) }
    }
  }
}
