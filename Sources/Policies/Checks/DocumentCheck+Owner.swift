extension DocumentCheck {
  /// A policy that nobody answers for.
  static let owner = DocumentCheck("owner") { policy in
    guard let problem = problem(of: policy.document.front.owner, policy.surroundings) else {
      return []
    }
    return [
      PolicyFinding(
        .warning,
        "owner",
        problem,
        path: policy.path,
        at: policy.position(of: "owner")
      )
    ]
  }

  private static func problem(
    of owner: String?,
    _ surroundings: PolicyCase.Surroundings
  ) -> String? {
    guard let owner else {
      return "nobody owns this policy; write a line such as 'owner: role:legal'"
    }
    guard owner.hasPrefix("role:") else {
      guard PersonID(owner) != nil else { return nil }
      guard surroundings.knows(owner) else { return "the owner '\(owner)' is not in the registry" }
      return "the owner is a person, who may leave; name a role, as in 'owner: role:legal'"
    }
    let role = String(owner.dropFirst("role:".count))
    guard !surroundings.roles.contains(role) else { return nil }
    return "the owner is the role '\(role)', which nobody holds"
  }
}
