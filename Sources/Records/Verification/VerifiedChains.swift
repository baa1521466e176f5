import Git
import Policies
import Signing

/// How far which chains were found good, so that the next verification reads only what is new.
///
/// A verdict on a chain hangs on the registry's versions, on the publications that are good, and on
/// where the person's ended keys had to stop. Verdicts hold only while the first two are the same
/// (the registry may have grown), and each is filed under a digest of the third. Whoever can write
/// here could plant verdicts, so it is kept in the user's own folder, never in a clone.
public struct VerifiedChains: Equatable, Sendable {
  /// What all verdicts hang on.
  struct Grounds: Equatable, Sendable {
    /// The repository and the publications that were good, as a digest.
    var publications: [UInt8]
    /// The newest version of the registry.
    var registry: ObjectID
    /// The newest receipt; the empty tree's name without a ledger.
    var receipt = ObjectID.emptyTree
  }

  /// Rises whenever a verification begins to refuse what it accepted before.
  static let rules = 4

  var grounds: Grounds?
  /// How far each chain was good; a link's place says how many that were.
  var ends: [Key: ChainEnd] = [:]

  /// Knows of nothing.
  public init() {}

  /// Whether nothing is known.
  public var isEmpty: Bool { ends.isEmpty }

  /// The SHA-256 of the newest link of each chain, as it was read.
  var digests: [ObjectID: String] {
    Dictionary(ends.values.map { ($0.id, $0.digest) }, uniquingKeysWith: { first, _ in first })
  }

  /// The part of it that holds on other grounds; nothing of it, or all.
  ///
  /// Where receipts decide, an older push may get its receipt later, so the registry must then be
  /// the very same.
  func holding(
    on grounds: Grounds,
    _ history: RegistryHistory,
    _ ledger: LedgerBook
  ) -> VerifiedChains {
    guard let mine = self.grounds, mine.publications == grounds.publications else {
      return VerifiedChains()
    }
    let hasGrown = history.place(of: mine.registry) != nil
    let holds =
      grounds.receipt == .emptyTree
      ? mine.receipt == .emptyTree && hasGrown
      : ledger.place(of: mine.receipt) != nil && mine.registry == grounds.registry
    return holds ? self : VerifiedChains()
  }
}

extension VerifiedChains {
  /// Under what a chain is filed: a SHA-256 over its ref and where the person's ended keys stopped.
  struct Key: Hashable, Comparable, Sendable {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// Reads 32 bytes.
    init(bytes: ArraySlice<UInt8>) {
      words = bytes.withUnsafeBytes { buffer in
        func word(_ number: Int) -> UInt64 {
          UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: 8 * number, as: UInt64.self))
        }
        return (word(0), word(1), word(2), word(3))
      }
    }

    init(of ref: String, _ history: RegistryHistory) {
      let owner = history.hasEnds ? Chain.owner(of: ref, kind: "records") : nil
      let stops = owner.map { history.ends(ofKeysOf: $0) } ?? [:]
      let lines = stops.map { key, end in "\(key) \(end.stop(on: ref))\n" }.sorted()
      self.init(bytes: Digest.bytes(Array("\(ref)\n\(lines.joined())".utf8))[...])
    }

    var bytes: [UInt8] {
      [words.0, words.1, words.2, words.3].flatMap { word in
        stride(from: 56, through: 0, by: -8).map { UInt8(word >> $0 & 0xFF) }
      }
    }

    static func == (left: Key, right: Key) -> Bool { left.words == right.words }

    static func < (left: Key, right: Key) -> Bool { left.words < right.words }

    func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
  }
}

extension VerifiedChains.Grounds {
  init(_ repository: PolicyRepository, _ shelf: PublicationShelf, _ ledger: LedgerBook) {
    let lines = shelf.entries.map { "\($0.id) \($0.withdrawn?.description ?? "stands")\n" }
    let text = "\(VerifiedChains.rules) \(repository.identity)\n\(lines.joined())"
    publications = Digest.bytes(Array(text.utf8))
    registry = repository.registryTip
    receipt = ledger.receipts.last ?? .emptyTree
  }
}
