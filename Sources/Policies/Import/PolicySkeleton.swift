/// A policy to fill in: a clause with all its parts in the order in which they are read.
public struct PolicySkeleton: Sendable {
  private let id: String
  private let front: ImportedFront
  private let prefix: ClausePrefix

  /// Makes a skeleton for a policy.
  public init(id: String, front: ImportedFront, prefix: ClausePrefix) {
    (self.id, self.front, self.prefix) = (id, front.titled(id), prefix)
  }

  /// The text of `policy.md`.
  public var text: String {
    front.text(id: id) + """
      # \(front.title ?? id)

      ## What this is about {#\(prefix.letters)-1}

      Say in two sentences what this policy protects, and whom it is for. A sentence with "must" is a duty; a sentence with "may" is a choice.

      ## What you do {#\(prefix.letters)-2}

      Say the rule in one sentence, then why.

      **Do**

      - Say first what people should do, in words that they can act on.

      **Don't**

      - Forbid only what the rule forbids, and only after the Do.

      ```post do
      An example of a post that follows this rule.
      ```

      ## Where to ask {#\(prefix.letters)-3}

      Say who answers, where, and how soon. Asking first is never held against anyone.

      """
  }
}

extension ImportedFront {
  /// The same with a title made of the id if it has none.
  fileprivate func titled(_ id: String) -> ImportedFront {
    var front = self
    front.title = title ?? ImportedFront.title(from: id)
    return front
  }
}
