import Documents

/// What a check asks the policy repository, besides the rules.
///
/// Each answer is asked for when a rule needs it, and by nobody else: a check of a draft on somebody's
/// own account asks nothing.
public struct CompanyRecords: Sendable {
  /// What the repository says about one person.
  public struct Standing: Equatable, Sendable {
    /// The roles that the person holds.
    public var roles: Set<String>
    /// The versions in force that the person still has to sign, as in "social-media 2.1".
    public var unsigned: [String]

    /// Describes a person.
    public init(roles: Set<String> = [], unsigned: [String] = []) {
      (self.roles, self.unsigned) = (roles, unsigned)
    }

    /// Whether the person holds a role; nil is no role in particular, and `*` stands for all.
    func holds(_ role: String?) -> Bool {
      role.map { roles.contains($0) || roles.contains("*") } ?? true
    }
  }

  /// What is known of a person by id; nil for somebody whom the registry does not know.
  public var standing: @Sendable (String) -> Standing?

  /// SHA-256 of a text in hexadecimal digits.
  public var digest: @Sendable (String) -> String

  /// Bundles what a check may ask.
  public init(
    standing: @escaping @Sendable (String) -> Standing?,
    digest: @escaping @Sendable (String) -> String
  ) {
    (self.standing, self.digest) = (standing, digest)
  }
}
