public import Git
import Policies

/// One line of a receipt: what a ref became, and when that arrived.
public struct RefReceipt: Hashable, Sendable {
  /// What the ref pointed to before; `nil` if it was new.
  public let old: ObjectID?
  /// What it points to since.
  public let new: ObjectID
  /// The SHA-256 of the raw new object, so that the receipt does not lean on SHA-1.
  public let digest: String
  /// When it arrived.
  public let arrival: Instant
  /// The ref's full name.
  public let ref: String

  /// Makes one.
  public init(old: ObjectID?, new: ObjectID, digest: String, arrival: Instant, ref: String) {
    (self.old, self.new, self.digest) = (old, new, digest)
    (self.arrival, self.ref) = (arrival, ref)
  }

  /// Reads `<old> <new> <sha256> <received-at> <ref>`; `nil` for any other spelling.
  public init?(_ text: some StringProtocol) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 5, let old = ObjectID(hex: words[0]), let new = ObjectID(hex: words[1]),
      FieldGrammar.digest.accepts(String(words[2])), let arrival = Instant(words[3]),
      FieldGrammar.isRefName(String(words[4])), new != .zero
    else { return nil }
    self.init(
      old: old == .zero ? nil : old,
      new: new,
      digest: String(words[2]),
      arrival: arrival,
      ref: String(words[4])
    )
  }

  /// The line.
  public var line: String { "\(old ?? .zero) \(new) \(digest) \(arrival) \(ref)" }
}
