import Git

extension Workspace {
  /// Says how others get what was just signed, where there is a copy to send it to.
  func remarkOnSending() {
    guard configuration.value("remote.origin.url", from: .all) != nil else { return }
    Output.remark("hint: writ sync")
  }
}
