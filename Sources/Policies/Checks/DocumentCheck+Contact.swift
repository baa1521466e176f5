extension DocumentCheck {
  /// A policy that says nowhere whom to ask.
  static let contact = DocumentCheck("contact") { policy in
    guard policy.document.front.contact == nil else { return [] }
    return [
      PolicyFinding(
        .warning,
        "contact",
        "nobody is named to ask; write a line such as 'contact: \"#ask-legal\"'",
        path: policy.path,
        at: policy.position(of: "contact")
      )
    ]
  }
}
