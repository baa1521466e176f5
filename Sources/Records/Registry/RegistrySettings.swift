import Policies

/// `registry.yml`: what makes a repository's identity its own, and how many registrars decide.
struct RegistrySettings: Equatable, Sendable {
  static let path = "registry.yml"

  /// 32 random hexadecimal digits; keeps two repositories apart that one person founds in the
  /// same second.
  var seed: String
  /// How many registrars a new version needs.
  var threshold = 1

  init(seed: String, threshold: Int = 1) { (self.seed, self.threshold) = (seed, threshold) }

  /// Reads the file; any spelling but the one that `encoded` writes is refused.
  init(parsing bytes: [UInt8]) throws(Refusal) {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    if let key = RegistrySettings.unknownKey(in: lines) {
      throw Refusal(newer: "the key '\(key)' in registry.yml")
    }
    guard lines.count == 2, lines[0].hasPrefix("seed: "), lines[1].hasPrefix("threshold: "),
      let threshold = Int(lines[1].dropFirst("threshold: ".count))
    else { throw Refusal(.registry, "registry.yml is not a seed and a threshold") }
    self.init(seed: String(lines[0].dropFirst("seed: ".count)), threshold: threshold)
    guard seed.utf8.count == 32, seed.utf8.allSatisfy(FieldGrammar.isHexadecimal),
      (1...99).contains(threshold), encoded == bytes
    else { throw Refusal(.registry, "registry.yml is not in its canonical form") }
  }

  /// A key that later versions may have: `key: value`, the key like those that there are.
  private static func unknownKey(in lines: [Substring]) -> Substring? {
    lines.compactMap { line in
      line.firstRange(of: ": ").map { line[..<$0.lowerBound] }
    }.first { Identifier.isValid($0) && $0 != "seed" && $0 != "threshold" }
  }

  var encoded: [UInt8] { Array("seed: \(seed)\nthreshold: \(threshold)\n".utf8) }
}
