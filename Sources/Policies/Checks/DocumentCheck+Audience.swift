extension DocumentCheck {
  /// An audience group to which nobody belongs: an empty one, or a slip of the pen.
  static let audience = DocumentCheck("audience") { policy in
    policy.document.front.audience
      .filter { $0 != "everyone" && !policy.surroundings.groups.contains($0) }
      .map { group in
        PolicyFinding(
          .error,
          "audience",
          "the audience names the group '\(group)', to which nobody belongs",
          path: policy.path,
          at: policy.position(of: "audience")
        )
      }
  }
}
