import Policies
import Signing

/// `registry.yml`: what makes a repository's identity its own, how many registrars decide, whose
/// key signs receipts, and which passkeys are accepted.
struct RegistrySettings: Equatable, Sendable {
  static let path = "registry.yml"

  /// 32 random hexadecimal digits; keeps two repositories apart that one person founds in the
  /// same second.
  var seed: String
  /// How many registrars a new version needs.
  var threshold = 1
  /// The server that signs receipts, as a person of the registry; `nil` without a ledger.
  var ledger: PersonID?
  /// Which browser passkeys are accepted; `nil` for none.
  var passkeys: PasskeyRules?

  init(seed: String, threshold: Int = 1) { (self.seed, self.threshold) = (seed, threshold) }

  /// Reads the file; any spelling but the one that `encoded` writes is refused.
  init(parsing bytes: [UInt8]) throws(Refusal) {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    var values: [String: Substring] = [:]
    for line in lines {
      guard let colon = line.firstRange(of: ": ") else { continue }
      let key = String(line[..<colon.lowerBound])
      if Identifier.isValid(key), !RegistrySettings.keys.contains(key) {
        throw Refusal(newer: "the key '\(key)' in registry.yml")
      }
      values[key] = line[colon.upperBound...]
    }
    guard let seed = values["seed"], let threshold = values["threshold"].flatMap({ Int($0) })
    else { throw Refusal(.registry, "registry.yml has no seed or no threshold") }
    self.init(seed: String(seed), threshold: threshold)
    passkeys = try RegistrySettings.passkeys(values)
    ledger = values["ledger"].flatMap { PersonID($0) }
    guard seed.utf8.count == 32, seed.utf8.allSatisfy(FieldGrammar.isHexadecimal),
      (1...99).contains(threshold), encoded == bytes
    else { throw Refusal(.registry, "registry.yml is not in its canonical form") }
  }

  var encoded: [UInt8] {
    var lines = ["seed: \(seed)", "threshold: \(threshold)"]
    if let ledger { lines.append("ledger: \(ledger)") }
    if let passkeys {
      lines.append("passkey-domains: [\(passkeys.domains.joined(separator: ", "))]")
      lines.append("passkey-origins: [\(passkeys.origins.joined(separator: ", "))]")
      let word = passkeys.needsVerification ? "required" : "optional"
      lines.append("passkey-verification: \(word)")
    }
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  /// The keys, in their order; a later Writ may have others.
  private static let keys = ["seed", "threshold", "ledger"] + passkeyKeys
  private static let passkeyKeys = [
    "passkey-domains", "passkey-origins", "passkey-verification",
  ]

  /// The three keys about passkeys, which come together or not at all.
  private static func passkeys(_ values: [String: Substring]) throws(Refusal) -> PasskeyRules? {
    let words = passkeyKeys.compactMap { values[$0] }
    guard !words.isEmpty else { return nil }
    guard words.count == 3, words[2] == "required" || words[2] == "optional" else {
      throw Refusal(.registry, "registry.yml says only half of which passkeys are accepted")
    }
    do throws(SigningError) {
      return try PasskeyRules(
        domains: list(words[0]),
        origins: list(words[1]),
        needsVerification: words[2] == "required"
      )
    } catch {
      throw Refusal(.registry, "registry.yml: \(SafeText.excerpt(error.description))")
    }
  }

  private static func list(_ text: Substring) -> [String] {
    guard text.hasPrefix("["), text.hasSuffix("]") else { return [] }
    return text.dropFirst().dropLast().split(separator: ", ").map(String.init)
  }
}
