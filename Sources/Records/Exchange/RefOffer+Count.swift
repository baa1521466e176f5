public import Git

extension RefOffer {
  /// How many signed objects lie between the old and the new state.
  public func count(in repository: Repository) throws -> Int {
    switch RefKind(ref) {
    case nil, .tag: 0
    case .enrolment: 1
    case .proposal:
      try repository.commits(
        from: new,
        excluding: [
          old, repository.reference(Chain.main), repository.reference(RegistryArchive.ref),
        ].compactMap { $0 }
      ).count
    case .registry, .ledger, .acts, .main, .published, .records:
      try ChainLink(new, in: repository).record.sequence
        - (old.map { try ChainLink($0, in: repository).record.sequence } ?? 0)
    }
  }

  /// How many of a person's new records consent to a further key of theirs.
  public func consents(in repository: Repository) throws -> Int {
    guard case .records = RefKind(ref) else { return 0 }
    let known = try old.map { try ChainLink($0, in: repository).record.sequence } ?? 0
    return try Chain.read(from: new, in: repository).dropFirst(known)
      .count { $0.record.format == .vouch }
  }

  /// When a signed object was made, as declared.
  public static func time(of id: ObjectID, in repository: Repository) throws -> Instant {
    Instant(seconds: try repository.signedCommit(id).commit.time)
  }
}
