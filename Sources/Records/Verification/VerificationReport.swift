public import Git
public import Policies

/// What a verification found.
public struct VerificationReport: Sendable {
  /// One thing that was refused.
  public struct Problem: Sendable {
    /// The ref it was found under.
    public var ref: String
    /// The object; `nil` where the ref itself is wrong.
    public var object: ObjectID?
    /// Whose it is, as far as that can be told.
    public var person: PersonID?
    /// Why it was refused.
    public var refusal: Refusal
    /// Whether it is refused only because its author's key was ended: it counts for nothing, and takes
    /// nothing else with it.
    public internal(set) var hasFallen = false

    init(
      ref: String,
      object: ObjectID?,
      person: PersonID?,
      refusal: Refusal,
      hasFallen: Bool = false
    ) {
      (self.ref, self.object, self.person, self.refusal) = (ref, object, person, refusal)
      self.hasFallen = hasFallen
    }
  }

  /// The kinds of things that are counted.
  public enum Kind: String, Sendable, CaseIterable {
    case registry
    case requests
    case receipts
    case main
    case proposals
    case reviews
    case publications
    case acknowledgements
  }

  /// What was refused.
  public internal(set) var problems: [Problem] = []
  /// What is in order and still worth knowing.
  public internal(set) var notes: [Problem] = []
  /// How many objects of each kind were looked at.
  public internal(set) var counts: [Kind: Int] = [:]

  /// How many of each kind an earlier run had found good, so that they were not looked at again.
  public internal(set) var before: [Kind: Int] = [:]
  /// How many acknowledgements those are.
  public var checkedBefore: Int { before[.acknowledgements] ?? 0 }
  /// Whether a chain that was to be checked from a link on has that link.
  var goesOn = false
  /// The newest link of a chain, if it was one chain that was checked and all of it could be read.
  var end: ChainEnd?
  /// What a later run need not look at again; empty unless everything was asked for.
  public internal(set) var verified = VerifiedChains()
  /// The same of all that acknowledgements lean on; `nil` where something of it is bad, or unless
  /// verdicts were to be kept.
  public internal(set) var basis: VerifiedBasis?

  /// Whether everything was accepted.
  public var isGood: Bool { problems.isEmpty }

  /// How many objects were looked at.
  public var total: Int { counts.values.reduce(0, +) }

  mutating func add(_ other: VerificationReport) {
    problems += other.problems
    notes += other.notes
    before.merge(other.before, uniquingKeysWith: +)
    counts.merge(other.counts, uniquingKeysWith: +)
  }

  mutating func count(_ kind: Kind, _ number: Int = 1) { counts[kind, default: 0] += number }
}
