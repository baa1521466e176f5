public import Documents

/// What ties a rule to a policy: the `writ:` key of a rule file.
public struct PolicyTerms: Sendable {
  /// The clause it serves, such as `SM-7`.
  public var clause: String

  /// Why the clause is there, in a sentence.
  public var because: String

  /// What to do instead, in a sentence.
  public var instead: String

  /// The accounts it is for; empty for all.
  public var accounts: [Account]

  /// The channels it is for; empty for all.
  ///
  /// A post that names no channel is for none of them.
  public var channels: [Channel]

  /// The audiences it is for; empty for all.
  public var audiences: [Audience]

  /// The regions it is for; empty for all.
  public var regions: [Region]

  /// Where it looks.
  public var places: [Place]

  /// What a finding does, if the rule says so.
  public var gate: Gate?

  /// The days on which it is in force.
  public var effective: EffectiveDays

  /// The laws behind it.
  public var law: [String]

  /// The state of the law that it rests on, where courts or agencies change their minds.
  public var regime: String?

  /// The day on which somebody last looked whether that is so.
  public var asOf: Day?

  /// Under which conditions a draft may leave its findings out; nil for never.
  public var suppression: Suppression?

  static let usualPlaces: [Place] = [
    .body, .thread, .mediaAlt, .pollOptions, .linkTitle, .warning,
  ]

  /// The days on which a rule is in force, both ends included.
  public struct EffectiveDays: Equatable, Sendable {
    /// The first day; nil for always before.
    public var from: Day?
    /// The last day; nil for always after.
    public var until: Day?

    /// Whether the rule is in force on a day.
    public func contains(_ day: Day) -> Bool {
      (from.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
    }
  }

  /// The conditions under which a draft may leave a finding out.
  public struct Suppression: Equatable, Sendable {
    /// Whether the draft has to say why.
    public var needsReason: Bool
    /// The role that may do so.
    public var role: String?
    /// For how many days.
    public var days: Int?
  }
}
