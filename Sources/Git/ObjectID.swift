import CLibgit2

/// The SHA-1 name of a Git object: 20 bytes, written as 40 lower-case hexadecimal digits.
public struct ObjectID: Hashable, Sendable, Comparable {
  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  /// Reads 20 bytes; `nil` for any other count.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 20 else { return nil }
    let id = bytes.withContiguousStorageIfAvailable { ObjectID(raw: UnsafeRawBufferPointer($0)) }
    self = id ?? Array(bytes).withUnsafeBytes(ObjectID.init(raw:))
  }

  private init(raw buffer: UnsafeRawBufferPointer) {
    high = UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
    middle = UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    low = UInt32(bigEndian: buffer.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
  }

  /// Reads exactly 40 lower-case hexadecimal digits; `nil` for anything else.
  public init?(hex: String) {
    var hex = hex
    guard let id = hex.withUTF8({ ObjectID(digits: $0) }) else { return nil }
    self = id
  }

  /// Reads exactly 40 lower-case hexadecimal digits; `nil` for anything else.
  public init?(hex: some StringProtocol) {
    // Millions of ids are read in a run, and a text of any kind is slow to go through by itself.
    let id = hex.utf8.withContiguousStorageIfAvailable { ObjectID(digits: $0) }
    guard let id = id ?? ContiguousArray(hex.utf8).withUnsafeBufferPointer(ObjectID.init(digits:))
    else { return nil }
    self = id
  }

  /// Reads exactly 40 lower-case hexadecimal digits in ASCII; `nil` for anything else.
  public init?(digits: ArraySlice<UInt8>) {
    guard let id = digits.withUnsafeBufferPointer(ObjectID.init(digits:)) else { return nil }
    self = id
  }

  private init?(digits: UnsafeBufferPointer<UInt8>) {
    guard digits.count == 40, let high = ObjectID.number(digits, 0..<16),
      let middle = ObjectID.number(digits, 16..<32), let low = ObjectID.number(digits, 32..<40)
    else { return nil }
    (self.high, self.middle, self.low) = (high, middle, UInt32(low))
  }

  private static func number(_ digits: UnsafeBufferPointer<UInt8>, _ part: Range<Int>) -> UInt64? {
    var number: UInt64 = 0
    for place in part {
      let digit: UInt8
      switch digits[place] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = digits[place] - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = digits[place] - UInt8(ascii: "a") + 10
      default: return nil
      }
      number = number << 4 | UInt64(digit)
    }
    return number
  }

  init(_ raw: git_oid) { self = withUnsafeBytes(of: raw.id, ObjectID.init(raw:)) }

  var raw: git_oid {
    var out = git_oid()
    withUnsafeMutableBytes(of: &out.id) { buffer in
      buffer.storeBytes(of: high.bigEndian, toByteOffset: 0, as: UInt64.self)
      buffer.storeBytes(of: middle.bigEndian, toByteOffset: 8, as: UInt64.self)
      buffer.storeBytes(of: low.bigEndian, toByteOffset: 16, as: UInt32.self)
    }
    return out
  }

  /// The 20 bytes.
  public var bytes: [UInt8] { withUnsafeBytes(of: raw.id) { Array($0) } }

  /// The 40 hexadecimal digits.
  public var hex: String {
    let digits: StaticString = "0123456789abcdef"
    return withUnsafeBytes(of: raw.id) { buffer in
      String(unsafeUninitializedCapacity: 40) { out in
        for (position, byte) in buffer.enumerated() {
          out[2 * position] = digits.utf8Start[Int(byte >> 4)]
          out[2 * position + 1] = digits.utf8Start[Int(byte & 15)]
        }
        return 40
      }
    }
  }

  /// Orders by the bytes.
  public static func < (left: ObjectID, right: ObjectID) -> Bool {
    (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
  }
}

extension ObjectID: CustomStringConvertible {
  /// The 40 hexadecimal digits.
  public var description: String { hex }
}

extension ObjectID {
  /// The tree without entries.
  public static let emptyTree = ObjectID(hexLiteral: "4b825dc642cb6eb9a060e54bf8d69288fbee4904")

  private init(hexLiteral: StaticString) {
    guard let id = ObjectID(hex: hexLiteral.description) else {
      preconditionFailure("not an object id: \(hexLiteral)")
    }
    self = id
  }
}
