import Policies

/// `receipt/1`: what a server received since its last receipt.
public struct Receipt: Statement {
  static let format = RecordFormat.receipt

  /// When the receipt was made.
  public var time: Instant
  /// What arrived, sorted by line.
  public var updates: [RefReceipt]

  init(time: Instant, updates: [RefReceipt]) {
    self.time = time
    self.updates = updates.sorted { $0.line < $1.line }
  }

  init(_ record: Record) throws(Refusal) {
    guard let time = Instant(try record.value("Writ-Time")) else {
      throw Refusal(.record, "no Writ-Time")
    }
    self.time = time
    let lines = record.values("Writ-Update")
    updates = lines.compactMap { RefReceipt($0) }
    guard !lines.isEmpty, updates.count == lines.count, zip(lines, lines.dropFirst()).allSatisfy(<)
    else { throw Refusal(.record, "the updates are none, or not sorted") }
  }

  var fields: [Record.Field] {
    [Record.Field(name: "Writ-Time", value: time.description)]
      + updates.map { Record.Field(name: "Writ-Update", value: $0.line) }
  }
}
