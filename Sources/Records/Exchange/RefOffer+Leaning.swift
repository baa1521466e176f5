public import Git

extension RefOffer {
  /// Whether a person's chain leans on no registry and no version that is not there yet.
  ///
  /// What does is sent after these: where somebody else's arrive just before them, it would name what
  /// nobody has.
  ///
  /// - Parameters:
  ///   - there: the refs of the other copy, by name; their objects are here.
  ///   - git: what is here.
  /// - Returns: whether it can be sent first; `true` for all that is nobody's own.
  /// - Throws: a `GitError` or `Refusal` where the chain cannot be read.
  public func standsAlone(beside there: [String: ObjectID], in git: Repository) throws -> Bool {
    switch RefKind(ref) {
    case .acts, .records: break
    default: return true
    }
    var next: ObjectID? = new
    while let id = next, id != old {
      let link = try ChainLink(id, in: git)
      if let version = link.record.registry, let tip = there[RegistryArchive.ref],
        try version != tip && !git.isAncestor(version, of: tip)
      {
        return false
      }
      if link.record.format == .acknowledgement {
        let said = try Acknowledgement(link.record)
        guard there[said.tag] == said.tagObject else { return false }
      }
      next = link.commit.parents.first
    }
    return true
  }
}
