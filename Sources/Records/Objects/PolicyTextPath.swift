extension String {
  /// Whether a path is a policy's text in another than its own language.
  public var isTranslation: Bool { isPolicyText && !hasSuffix("/policy.md") }

  /// Whether a path is a policy's text, in its own or another language.
  public var isPolicyText: Bool {
    let parts = split(separator: "/")
    return parts.count == 3 && parts[0] == "policies" && parts[2].hasPrefix("policy.")
      && parts[2].hasSuffix(".md")
  }
}
