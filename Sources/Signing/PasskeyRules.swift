/// Under which host names and pages a browser's passkey may have signed.
///
/// The names are WebAuthn's: a relying-party id is the host name that a passkey belongs to, an
/// origin is the scheme, host and port of the page that asked (Web Authentication, section 5.1.4.1).
public struct PasskeyRules: Hashable, Sendable {
  /// The relying-party ids, sorted, as in `policies.example.com`.
  public let domains: [String]
  /// The origins, sorted, as in `https://policies.example.com`.
  public let origins: [String]
  /// Whether the browser must have checked who is there (a PIN or a fingerprint), beyond a touch.
  public let needsVerification: Bool

  /// The most domains or origins that there may be.
  public static let limit = 16

  /// Makes rules, or finds what is wrong with them.
  ///
  /// - Parameters:
  ///   - domains: host names in small letters; no addresses.
  ///   - origins: `https://HOST`, with `:PORT` if it is not the usual one, or `http://localhost`;
  ///     the host is one of the domains or below it.
  ///   - needsVerification: whether user verification is asked for.
  /// - Throws: `SigningError.malformed` with the first entry that is none.
  public init(
    domains: [String],
    origins: [String],
    needsVerification: Bool
  ) throws(SigningError) {
    self.domains = Set(domains).sorted()
    self.origins = Set(origins).sorted()
    self.needsVerification = needsVerification
    guard (1...PasskeyRules.limit).contains(domains.count),
      (1...PasskeyRules.limit).contains(origins.count)
    else { throw .malformed("1 to \(PasskeyRules.limit) domains and origins are needed") }
    for domain in domains where !PasskeyRules.isHost(domain) {
      throw .malformed("'\(domain)' is no host name")
    }
    for origin in origins {
      guard let host = PasskeyRules.host(of: origin) else {
        throw .malformed("'\(origin)' is no origin such as https://policies.example.com")
      }
      guard domains.contains(where: { host == $0 || host.hasSuffix(".\($0)") }) else {
        throw .malformed("'\(origin)' belongs to none of the domains")
      }
    }
  }

  /// Checks a passkey's host name.
  func check(application: [UInt8]) throws(SigningError) {
    guard domains.contains(where: { $0.utf8.elementsEqual(application) }) else {
      throw .unsupported("a passkey of another host name than \(domains.joined(separator: ", "))")
    }
  }

  private static func host(of origin: String) -> String? {
    for scheme in ["https://", "http://"] where origin.hasPrefix(scheme) {
      let place = origin.dropFirst(scheme.count)
      let parts = place.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard let host = parts.first.map(String.init), isHost(host) else { return nil }
      guard scheme == "https://" || host == "localhost" else { return nil }
      guard let port = parts.dropFirst().first else { return host }
      let usual = scheme == "https://" ? 443 : 80
      guard let number = Int(port), String(number) == port, (1...65_535).contains(number),
        number != usual
      else { return nil }
      return host
    }
    return nil
  }

  /// Small letters, digits and dashes between dots; the last part is no number, as in an address.
  private static func isHost(_ text: String) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard text.utf8.count <= 253, let last = labels.last, Int(last) == nil else { return false }
    return labels.allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
        && label.utf8.allSatisfy {
          (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
        }
    }
  }
}
