import Records

/// What a time means in a report.
enum TimeSource: String {
  /// What the signers' computers said.
  case declared
  /// When the server received it; what has no receipt is as declared.
  case receipts

  init(hasReceipts: Bool) { self = hasReceipts ? .receipts : .declared }

  /// The first line of a report.
  var words: String {
    switch self {
    case .declared: "Time as declared by the signers"
    case .receipts: "Time by the server's receipts; what has none, as declared by its signer"
    }
  }
}

extension VerificationReport {
  /// Whether there are receipts.
  var hasReceipts: Bool { counts[.receipts, default: 0] > 0 }
}
