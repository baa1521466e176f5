import Git

/// What of a chain's newest link the next one has to go on from.
struct ChainEnd: Equatable, Sendable {
  /// The commit.
  var id: ObjectID
  /// The SHA-256 of the raw commit, as 64 hexadecimal digits.
  var digest: String
  /// Its place in the chain, from 1.
  var sequence: Int
  /// When, as declared: seconds since 1970.
  var time: Int
  /// The registry that it names.
  var registry: ObjectID?
  /// The newest receipt that its author had seen.
  var ledger: ObjectID?
}

extension ChainLink {
  /// What the next link has to go on from.
  var end: ChainEnd {
    ChainEnd(
      id: id,
      digest: digest,
      sequence: record.sequence,
      time: commit.time,
      registry: record.registry,
      ledger: record.ledger
    )
  }
}
