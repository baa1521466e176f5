public import Git
import Policies

/// What two repositories have of each other, ref by ref, and what is to be done about it.
public struct SyncPlan: Sendable {
  /// Something about the other side that a person should know.
  public struct Alarm: Hashable, Sendable {
    /// What is wrong there.
    public enum Kind: String, Sendable {
      /// A ref that was there is gone.
      case deleted
      /// A ref is back at an older state.
      case wentBack
      /// A ref holds something else than it did.
      case rewritten
    }

    /// The ref.
    public let ref: String
    /// What is wrong.
    public let kind: Kind
  }

  /// What to take in.
  public private(set) var incoming: [RefOffer] = []
  /// What to send: `old` is what it is there.
  public private(set) var outgoing: [RefOffer] = []
  /// Refs where both sides went on differently: `old` is here, `new` there.
  public private(set) var diverged: [RefOffer] = []
  /// What the other side lost or changed.
  public private(set) var alarms: [Alarm] = []
  /// What is here and was there, to send again where an alarm is to be mended.
  public private(set) var lost: [RefOffer] = []

  /// Compares.
  ///
  /// - Parameters:
  ///   - here: the refs here, by name.
  ///   - there: the refs there, by name; their objects are here.
  ///   - seen: what was there when it was last looked at, by name.
  ///   - repository: tells what builds on what.
  /// - Throws: a `GitError` when an object that is compared cannot be read.
  public init(
    here: [String: ObjectID],
    there: [String: ObjectID],
    seen: [String: ObjectID],
    in repository: Repository
  ) throws {
    for ref in Set(here.keys).union(there.keys).sorted() where here[ref] != there[ref] {
      guard let kind = RefKind(ref) else { continue }
      let pair = Pair(ref: ref, kind: kind, here: here[ref], there: there[ref], seen: seen[ref])
      try place(pair, here: here, in: repository)
    }
  }

  private struct Pair {
    var ref: String
    var kind: RefKind
    var here: ObjectID?
    var there: ObjectID?
    var seen: ObjectID?
  }

  private mutating func place(
    _ pair: Pair,
    here refs: [String: ObjectID],
    in repository: Repository
  ) throws {
    guard let there = pair.there else {
      if let here = pair.here { try missing(pair, here, refs, in: repository) }
      return
    }
    if let seen = pair.seen, try alarm(pair.ref, seen, there, in: repository) {
      if let here = pair.here { lost.append(RefOffer(ref: pair.ref, old: there, new: here)) }
      return
    }
    guard let here = pair.here else {
      return incoming.append(RefOffer(ref: pair.ref, old: nil, new: there))
    }
    // It is there as it was: a version that somebody else published first.
    if case .tag = pair.kind {
      return diverged.append(RefOffer(ref: pair.ref, old: here, new: there))
    }
    if try repository.isAncestor(here, of: there) {
      incoming.append(RefOffer(ref: pair.ref, old: here, new: there))
    } else if try repository.isAncestor(there, of: here) {
      outgoing.append(RefOffer(ref: pair.ref, old: there, new: here))
    } else {
      diverged.append(RefOffer(ref: pair.ref, old: here, new: there))
    }
  }

  /// A ref that is not there: new here, or gone there.
  ///
  /// A request that was dealt with, and a proposal that is part of main, may go.
  private mutating func missing(
    _ pair: Pair,
    _ here: ObjectID,
    _ refs: [String: ObjectID],
    in repository: Repository
  ) throws {
    guard pair.seen != nil else {
      return outgoing.append(RefOffer(ref: pair.ref, old: nil, new: here))
    }
    switch pair.kind {
    case .enrolment: return
    case .proposal(let name):
      let trunk = refs[name.isForRegistry ? RegistryArchive.ref : Chain.main]
      if let trunk, try repository.isAncestor(here, of: trunk) { return }
    default: break
    }
    alarms.append(Alarm(ref: pair.ref, kind: .deleted))
    lost.append(RefOffer(ref: pair.ref, old: nil, new: here))
  }

  private mutating func alarm(
    _ ref: String,
    _ seen: ObjectID,
    _ there: ObjectID,
    in repository: Repository
  ) throws -> Bool {
    guard seen != there else { return false }
    if case .tag = RefKind(ref) {
      alarms.append(Alarm(ref: ref, kind: .rewritten))
      return true
    }
    guard try !repository.isAncestor(seen, of: there) else { return false }
    let isOlder = try repository.isAncestor(there, of: seen)
    alarms.append(Alarm(ref: ref, kind: isOlder ? .wentBack : .rewritten))
    return true
  }
}
