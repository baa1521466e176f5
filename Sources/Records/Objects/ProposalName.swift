public import Policies

/// `<person>/<slug>`: whose proposal, and which.
public struct ProposalName: Hashable, Sendable, CustomStringConvertible {
  /// Whose it is.
  public let person: PersonID
  /// Which of that person's.
  public let slug: String

  /// Makes a name from its parts; `nil` if the slug is no identifier.
  public init?(person: PersonID, slug: some StringProtocol) {
    guard Identifier.isValid(slug) else { return nil }
    self.person = person
    self.slug = String(slug)
  }

  /// Reads `<person>/<slug>`.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let person = PersonID(parts[0]) else { return nil }
    self.init(person: person, slug: parts[1])
  }

  /// `<person>/<slug>`.
  public var description: String { "\(person)/\(slug)" }

  /// Whether it changes the registry, and so is built on it and not on main.
  public var isForRegistry: Bool { slug.hasPrefix("registry-") }

  /// The branch that holds the proposal.
  public var ref: String { "refs/heads/proposals/\(person)/\(slug)" }

  /// Reads a branch's full name; `nil` if it is no proposal.
  public init?(ref: some StringProtocol) {
    let prefix = "refs/heads/proposals/"
    guard ref.hasPrefix(prefix) else { return nil }
    self.init(ref.dropFirst(prefix.count))
  }
}
