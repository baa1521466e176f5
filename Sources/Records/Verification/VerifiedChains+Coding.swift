import Git
import Signing

/// The form in which verdicts are kept: fixed sizes, sorted, closed by a SHA-256 of all before it.
extension VerifiedChains {
  private static let magic = Array("writ-verified/2\n".utf8)
  private static let entrySize = 32 + 20 + 4

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
    extents.reserveCapacity(size / VerifiedChains.entrySize)
    for start in stride(from: head, to: head + size, by: VerifiedChains.entrySize) {
      guard let tip = ObjectID(bytes: bytes[(start + 32)..<(start + 52)]) else { return nil }
      let count = bytes[(start + 52)..<(start + 56)].reduce(0) { $0 << 8 | Int($1) }
      extents[Key(bytes: bytes[start..<(start + 32)])] = Extent(tip: tip, count: count)
    }
  }

  /// The bytes to keep; `nil` where there is nothing worth keeping.
  public var encoded: [UInt8]? {
    guard let grounds, !extents.isEmpty else { return nil }
    var bytes =
      VerifiedChains.magic + grounds.publications + grounds.registry.bytes
      + grounds.receipt.bytes
    bytes.reserveCapacity(bytes.count + extents.count * VerifiedChains.entrySize + 32)
    for (key, extent) in extents.sorted(by: { $0.key < $1.key }) {
      bytes += key.bytes
      bytes += extent.tip.bytes
      bytes += [24, 16, 8, 0].map { UInt8(extent.count >> $0 & 0xFF) }
    }
    return bytes + Digest.bytes(bytes)
  }
}
