extension Workspace {
  /// Asks before something that cannot be taken back; with --yes it is answered.
  ///
  /// - Parameters:
  ///   - question: what is to be answered with yes.
  ///   - actor: whether it is answered already.
  ///   - subject: what has to be asked, for where there is no terminal: "this has to ask …".
  ///   - refused: what did not happen after a no.
  ///   - hint: the command to type after a no.
  /// - Throws: a `Failure` after a no, and where there is nobody to ask.
  func confirm(
    _ question: String,
    _ actor: ActorOptions,
    asking subject: String = "you",
    otherwise refused: String,
    hint: String
  ) throws {
    guard !actor.yes else { return }
    guard edge.terminal.canAsk else { throw Failure.noTerminal(asking: subject) }
    guard edge.terminal.confirm(question) else { throw Failure(refused, hint: hint) }
  }
}

extension Failure {
  /// There is nobody to ask.
  static func noTerminal(asking subject: String = "you") -> Failure {
    Failure(
      "this has to ask \(subject), and there is no terminal to ask at",
      hint: TypedCommand.current.adding("--yes").text,
      status: .couldNotRun
    )
  }
}
