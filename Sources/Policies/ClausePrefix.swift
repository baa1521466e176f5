/// The letters that a policy's clause ids begin with: `social-media` has `SM`.
public struct ClausePrefix: Equatable, Sendable {
  /// The letters.
  public let letters: String

  /// Takes the first letters of the id's words, or the first two of a single word.
  ///
  /// - Parameters:
  ///   - policy: the policy's id.
  ///   - taken: prefixes that other policies use; longer ones are tried until one is free.
  public init(policy: String, avoiding taken: Set<String> = []) {
    let words = policy.split(separator: "-").map { $0.filter(\.isLetter).uppercased() }
      .filter { !$0.isEmpty }
    let initials = String(words.compactMap(\.first).prefix(4))
    let whole = words.joined()
    var candidates = initials.count > 1 ? [initials] : []
    candidates += (2...max(2, whole.count)).map { String(whole.prefix($0)) }
    candidates = candidates.filter { !$0.isEmpty } + (whole.isEmpty ? ["C"] : [])
    letters = candidates.first { !taken.contains($0) } ?? candidates[0]
  }

  /// Uses the given letters; `nil` if a clause id cannot begin with them.
  public init?(_ letters: String) {
    guard (1...12).contains(letters.utf8.count), letters.allSatisfy({ $0.isASCII && $0.isLetter })
    else { return nil }
    self.letters = letters
  }

  /// The letters before the dash of a clause id; `nil` if it has no such form.
  public static func of(_ clause: String) -> String? {
    let parts = clause.split(separator: "-", maxSplits: 1)
    return parts.count == 2 && parts[0].allSatisfy(\.isLetter) ? String(parts[0]) : nil
  }

  /// The lowest id that is not in use: `SM-4`.
  public func firstFree(among ids: Set<String>, from number: Int = 1) -> String {
    var number = number
    while ids.contains("\(letters)-\(number)") { number += 1 }
    return "\(letters)-\(number)"
  }
}
