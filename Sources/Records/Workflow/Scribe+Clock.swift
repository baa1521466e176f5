import Git
import Policies

extension Scribe {
  /// How far this computer's clock may be behind the newest record here, in seconds.
  ///
  /// Two computers are never quite in step; a server with a ledger allows as much.
  public static let clockTolerance = 600

  /// The time to sign with: now, or a little later where this clock is a little behind others.
  ///
  /// Nothing may say that it is older than what it leans on. A clock that is far behind would make
  /// records that nobody accepts, so that nothing is signed then.
  ///
  /// - Parameter previous: when the record before was made; `nil` for a first one.
  /// - Returns: the moment.
  /// - Throws: `WorkflowError.clockBehind`.
  func moment(after previous: Instant? = nil) throws -> Instant {
    let now = now
    let newest = try newestTime(previous)
    guard now.seconds >= newest.seconds - Scribe.clockTolerance else {
      throw WorkflowError.clockBehind(now, newest: newest)
    }
    return max(now, newest)
  }

  /// When the newest of what everything leans on was made: registry, main, publications.
  private func newestTime(_ previous: Instant?) throws -> Instant {
    let git = repository.git
    let tips =
      try [repository.registryTip]
      + [Chain.main, Chain.published].compactMap { try git.reference($0) }
    let times = try tips.map { try RefOffer.time(of: $0, in: git) }
    return (times + [previous].compactMap(\.self)).max() ?? now
  }
}
