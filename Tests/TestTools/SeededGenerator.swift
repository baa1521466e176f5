/// Random numbers that are the same on every run (SplitMix64; Steele, Lea and Flood, 2014).
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// Begins a sequence.
  public init(seed: UInt64) { state = seed }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Whether something happens that happens so often in a hundred times.
  public mutating func happens(_ percent: Int) -> Bool { next() % 100 < UInt64(percent) }

  /// One of some things.
  public mutating func pick<Element>(_ all: [Element]) -> Element {
    all[Int(next() % UInt64(all.count))]
  }

  /// Flips a bit, sets, inserts or removes a byte, or repeats a stretch.
  public mutating func change(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return bytes.append(UInt8(truncatingIfNeeded: next())) }
    let index = Int(next() % UInt64(bytes.count))
    switch next() % 5 {
    case 0: bytes[index] ^= UInt8(1 << (next() % 8))
    case 1: bytes[index] = UInt8(truncatingIfNeeded: next())
    case 2: bytes.insert(UInt8(truncatingIfNeeded: next()), at: index)
    case 3:
      let end = min(bytes.count, index + Int(next() % 40))
      bytes.insert(contentsOf: bytes[index..<end], at: end)
    default: if bytes.count > 1 { bytes.remove(at: index) }
    }
  }
}
