import Records

extension RegistryOutcome {
  /// Says what became of a change to the registry, and what is to be done where it waits.
  func answer(_ done: String) {
    switch self {
    case .done: Output.answer(done)
    case .proposed(let proposal):
      Output.answer("Proposed as \(proposal.name): it needs another registrar")
      Output.remark(
        """
        They type:  writ review \(proposal.name) --approve
        then you:   writ merge \(proposal.name)
        """
      )
    }
  }
}
