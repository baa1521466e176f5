public import Documents

/// A policy with all that the checks of its text look at.
public struct PolicyCase: Sendable {
  /// What the checks know of the organisation and the day.
  public struct Surroundings: Sendable {
    /// The day on which the check is made; `nil` if no calendar has it.
    public var today: Day?
    /// The groups that somebody is in.
    public var groups: Set<String>
    /// The roles that somebody holds.
    public var roles: Set<String>
    /// Whether a person is in the registry.
    public var knows: @Sendable (String) -> Bool

    /// Describes the surroundings.
    public init(
      today: Day?,
      groups: Set<String>,
      roles: Set<String>,
      knows: @escaping @Sendable (String) -> Bool
    ) {
      (self.today, self.groups, self.roles, self.knows) = (today, groups, roles, knows)
    }
  }

  /// The file of the authoritative text.
  public var path: String
  /// That text's bytes.
  public var bytes: [UInt8]
  /// That text.
  public var document: PolicyDocument
  /// The translations, each with its file.
  public var translations: [(path: String, document: PolicyDocument)]
  /// What the checks know besides.
  public var surroundings: Surroundings
  /// SHA-256 of a text, in hex.
  public var digest: ClauseMark.Digest

  /// Puts a case together.
  public init(
    path: String,
    bytes: [UInt8],
    document: PolicyDocument,
    translations: [(path: String, document: PolicyDocument)],
    surroundings: Surroundings,
    digest: @escaping ClauseMark.Digest
  ) {
    (self.path, self.bytes, self.document) = (path, bytes, document)
    (self.translations, self.surroundings, self.digest) = (translations, surroundings, digest)
  }

  /// Where a key of the front matter stands; the front matter's begin if it is not there.
  func position(of key: String) -> Position {
    var found: Position?
    do throws(DocumentError) {
      let yaml = try FrontMatter(parsing: bytes).yaml
      found = yaml[key]?.position ?? yaml.position
    } catch {
      found = error.position
    }
    return found ?? Position(line: 1, column: 1)
  }
}
