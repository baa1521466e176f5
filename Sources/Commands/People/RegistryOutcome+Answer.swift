import Records

extension RegistryOutcome {
  /// Says what became of a change to the registry, and what is to be done where it waits.
  ///
  /// - Parameters:
  ///   - done: the answer if it holds.
  ///   - space: where the change was made.
  ///   - asRemark: keeps standard output free, where JSON stands there.
  func answer(_ done: String, in space: Workspace, asRemark: Bool = false) {
    let answer = asRemark ? Output.remark : Output.answer
    switch self {
    case .done: answer(done)
    case .proposed(let proposal):
      answer("Proposed as \(proposal.name): it needs another registrar")
      Output.remark(
        """
        They type:  writ review \(proposal.name) --approve
        then you:   writ merge \(proposal.name)
        """
      )
      if (try? space.policies.effect(ofMerging: proposal)) != nil {
        Output.remark(
          "What a key that it ends signs from now on falls when it is merged: tell its owner to wait."
        )
      }
    }
    space.remarkOnSending()
  }
}
