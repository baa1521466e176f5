import Git
import Signing

/// The form in which verdicts are kept: fixed sizes, sorted, closed by a SHA-256 of all before it.
extension VerifiedChains {
  private static let magic = Array("writ-verified/3\n".utf8)
  /// Key, commit, digest, place, time, registry, receipt.
  private static let entrySize = 32 + 20 + 64 + 4 + 8 + 20 + 20

  /// Reads what `encoded` wrote; `nil` for anything else, as after a crash or another version.
  public init?(parsing bytes: [UInt8]) {
    let head = VerifiedChains.magic.count + 32 + 20 + 20
    let size = bytes.count - head - 32
    guard size >= 0, size % VerifiedChains.entrySize == 0,
      bytes.starts(with: VerifiedChains.magic),
      Digest.bytes(bytes.dropLast(32)).elementsEqual(bytes.suffix(32)),
      let registry = ObjectID(bytes: bytes[(head - 40)..<(head - 20)]),
      let receipt = ObjectID(bytes: bytes[(head - 20)..<head])
    else { return nil }
    grounds = Grounds(
      publications: Array(bytes[VerifiedChains.magic.count..<(head - 40)]),
      registry: registry,
      receipt: receipt
    )
    ends.reserveCapacity(size / VerifiedChains.entrySize)
    for start in stride(from: head, to: head + size, by: VerifiedChains.entrySize) {
      let entry = bytes[start..<(start + VerifiedChains.entrySize)]
      ends[Key(bytes: entry.prefix(32))] = ChainEnd(bytes: entry.dropFirst(32))
    }
  }

  /// The bytes to keep; `nil` where there is nothing worth keeping.
  public var encoded: [UInt8]? {
    guard let grounds, !ends.isEmpty else { return nil }
    var bytes =
      VerifiedChains.magic + grounds.publications + grounds.registry.bytes
      + grounds.receipt.bytes
    bytes.reserveCapacity(bytes.count + ends.count * VerifiedChains.entrySize + 32)
    for (key, end) in ends.sorted(by: { $0.key < $1.key }) {
      bytes += key.bytes
      end.append(to: &bytes)
    }
    return bytes + Digest.bytes(bytes)
  }
}

extension ChainEnd {
  /// Reads what `append` wrote: 136 bytes; `nil` for another count.
  fileprivate init?(bytes: ArraySlice<UInt8>) {
    var rest = bytes
    func take(_ count: Int) -> ArraySlice<UInt8> {
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
    func number(_ count: Int) -> Int { take(count).reduce(0) { $0 << 8 | Int($1) } }
    guard let id = ObjectID(bytes: take(20)) else { return nil }
    digest = String(decoding: take(64), as: UTF8.self)
    (sequence, time) = (number(4), number(8))
    guard let registry = ObjectID(bytes: take(20)), let ledger = ObjectID(bytes: take(20)) else {
      return nil
    }
    self.id = id
    self.registry = registry == .emptyTree ? nil : registry
    self.ledger = ledger == .emptyTree ? nil : ledger
  }

  /// Writes fixed sizes; the name of the empty tree stands for none.
  fileprivate func append(to bytes: inout [UInt8]) {
    bytes += id.bytes
    bytes += digest.utf8
    bytes += [24, 16, 8, 0].map { UInt8(sequence >> $0 & 0xFF) }
    bytes += stride(from: 56, through: 0, by: -8).map { UInt8(time >> $0 & 0xFF) }
    bytes += (registry ?? .emptyTree).bytes
    bytes += (ledger ?? .emptyTree).bytes
  }
}
