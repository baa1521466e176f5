/// `MAJOR.MINOR`: MAJOR rises when people sign again, MINOR when nobody is asked again.
public struct PolicyVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Rises on a material change.
  public let major: Int
  /// Rises on an editorial change.
  public let minor: Int

  /// Makes a version from its two numbers.
  public init(major: Int, minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// Reads `2.1`; `nil` for leading zeros, signs, more parts or more than six digits.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2,
      let major = PolicyVersion.number(parts[0]), let minor = PolicyVersion.number(parts[1]),
      major > 0
    else { return nil }
    self.init(major: major, minor: minor)
  }

  /// The first version of a policy.
  public static let first = PolicyVersion(major: 1, minor: 0)

  /// The version that follows after a change of this class.
  public func next(after change: ChangeClass) -> PolicyVersion {
    switch change {
    case .material: PolicyVersion(major: major + 1, minor: 0)
    case .editorial: PolicyVersion(major: major, minor: minor + 1)
    }
  }

  /// `2.1`.
  public var description: String { "\(major).\(minor)" }

  /// Orders by MAJOR, then MINOR.
  public static func < (left: PolicyVersion, right: PolicyVersion) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }

  private static func number(_ text: some StringProtocol) -> Int? {
    guard (1...6).contains(text.utf8.count),
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      text.utf8.count == 1 || text.utf8.first != UInt8(ascii: "0")
    else { return nil }
    return Int(text)
  }
}

/// Whether a change asks people to sign again.
public enum ChangeClass: String, Sendable, Comparable, CaseIterable {
  /// Nobody is asked again.
  case editorial
  /// The audience signs again.
  case material

  /// Editorial is less than material, so the larger of two is the one that counts.
  public static func < (left: ChangeClass, right: ChangeClass) -> Bool {
    left == .editorial && right == .material
  }
}
