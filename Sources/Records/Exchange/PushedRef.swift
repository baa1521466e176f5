public import Git

/// One ref of a push, as Git's receiving side names it.
public struct PushedRef: Hashable, Sendable {
  /// The ref's full name, whatever bytes it has.
  public let ref: String
  /// What it points to before; `nil` if it is new.
  public let old: ObjectID?
  /// What it is to point to; `nil` if it is to go.
  public let new: ObjectID?

  /// Makes one.
  public init(ref: String, old: ObjectID?, new: ObjectID?) {
    (self.ref, self.old, self.new) = (ref, old, new)
  }

  /// Reads `<old> <new> <ref>` as githooks(5) has it under pre-receive; `nil` for anything else.
  public init?(line: some StringProtocol) {
    let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count == 3, !words[2].isEmpty else { return nil }
    let ids = words.prefix(2).map { ObjectID(hex: $0) }
    guard let old = ids[0], let new = ids[1] else { return nil }
    self.init(
      ref: String(words[2]),
      old: old == .zero ? nil : old,
      new: new == .zero ? nil : new
    )
  }

  /// The line that it is read from.
  public var line: String { "\(old ?? .zero) \(new ?? .zero) \(ref)" }
}

extension ObjectID {
  /// The id that stands for none: forty zeros.
  static let zero = ObjectID(hex: String(repeating: "0", count: 40)) ?? .emptyTree
}
