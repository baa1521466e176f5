public import Documents

/// Who must approve which files, as `writ.yml` says.
public struct ApprovalRules: Equatable, Sendable {
  /// One rule: files, and how many people in which roles.
  public struct Rule: Equatable, Sendable {
    /// Globs of paths.
    public var paths: [PathGlob]
    /// How many distinct people in each role.
    public var needs: [String: Int]
  }

  /// The rules; the first that matches a file decides.
  public var rules: [Rule]

  /// What a change needs: for each role the largest number that any of its files asks for.
  ///
  /// `nil` if a file matches no rule, or there is no file, which means that nobody may merge it.
  public func needs(for paths: [String]) -> [String: Int]? {
    guard !paths.isEmpty else { return nil }
    var total: [String: Int] = [:]
    for path in paths {
      guard let rule = rules.first(where: { $0.paths.contains { $0.matches(path) } }) else {
        return nil
      }
      total.merge(rule.needs, uniquingKeysWith: max)
    }
    return total
  }

  init(_ value: YAMLValue) throws(DocumentError) {
    var rules: [Rule] = []
    for item in try value.list("approvals") {
      let map = try item.map("an approval rule")
      try map.allow(only: ["paths", "needs"], in: "an approval rule")
      let paths = try map.required("paths").textList("the paths")
      rules.append(Rule(paths: paths.map(PathGlob.init), needs: try ApprovalRules.needs(map)))
    }
    self.rules = rules
  }

  private static func needs(_ map: YAMLMap) throws(DocumentError) -> [String: Int] {
    let needed = try map.required("needs")
    var needs: [String: Int] = [:]
    for entry in try needed.map("the roles").entries {
      let count = try entry.value.integer("how many people")
      guard Identifier.isValid(entry.key), (1...100).contains(count) else {
        throw entry.value.error("a rule needs a role and a number from 1 to 100")
      }
      needs[entry.key] = count
    }
    guard !needs.isEmpty else { throw needed.error("a rule without any approval is not allowed") }
    return needs
  }
}
