import Git
import Policies
import Records

/// What a synchronisation did, for people and as JSON.
struct SyncReport: Encodable {
  /// Something that one side did not take.
  struct Refused: Encodable {
    enum Side: String, Encodable {
      case here
      case there
    }
    var ref: String
    var by: Side
    var code: String?
    var reason: String
  }

  /// Something of what everybody shares that stands here and is not to be trusted, so that it is not sent.
  struct Held: Encodable {
    var ref: String
    var code: String
    var reason: String
    /// The newest commit up to which it is good.
    var goodUpTo: String?
    /// What to type to get rid of it.
    var wayBack: String?
  }

  /// Something that the other side lost or changed.
  struct Alarm: Encodable {
    var ref: String
    var kind: String
    /// Whether what was lost has been sent again.
    var isRestored = false
  }

  var remote: String
  /// How many signed objects of each kind came.
  var received: [String: Int] = [:]
  /// How many signed objects of each kind went.
  var sent: [String: Int] = [:]
  var refused: [Refused] = []
  var held: [Held] = []
  var alarms: [Alarm]
  /// Refs that went on differently on both sides.
  var diverged: [String] = []
  /// How many records of this person were signed once more.
  var signedAgain = 0
  /// How many were left out then, since the person had said the same elsewhere, or something later.
  var leftOut = 0
  /// Whether changed files stand in the way of the newest main.
  var filesInTheWay = false
  /// Why signing again or sending ended early; what was received stays.
  var interruption: Failure?

  enum CodingKeys: CodingKey {
    case remote
    case received
    case sent
    case refused
    case held
    case alarms
    case diverged
    case signedAgain
    case leftOut
    case filesInTheWay
  }

  init(remote: String, alarms: [SyncPlan.Alarm]) {
    self.remote = remote
    self.alarms = alarms.map { Alarm(ref: $0.ref, kind: $0.kind.rawValue) }
  }

  /// Whether both sides are in step.
  var isGood: Bool {
    refused.isEmpty && held.isEmpty && alarms.allSatisfy(\.isRestored) && diverged.isEmpty
      && !filesInTheWay && interruption == nil
  }

  /// Notes that what the other side had lost was taken there.
  mutating func noteRestored(_ refs: Set<String>) {
    for index in alarms.indices where refs.contains(alarms[index].ref) {
      alarms[index].isRestored = true
    }
  }

  /// Notes what is not sent, since it is not to be trusted.
  mutating func hold(_ unsound: [Unsound], in git: Repository) throws {
    held += try unsound.map {
      Held(
        ref: $0.ref,
        code: $0.refusal.code.rawValue,
        reason: $0.refusal.reason,
        goodUpTo: $0.good?.hex,
        wayBack: try $0.wayBack(in: git)
      )
    }
  }

  /// Adds what the other side lost or changed meanwhile.
  mutating func add(_ more: [SyncPlan.Alarm]) {
    alarms += more.map { Alarm(ref: $0.ref, kind: $0.kind.rawValue) }
  }

  /// The refs that the other side looked at and refused, with a code; not those that it is too old for.
  var judged: Set<String> {
    Set(
      refused.filter { item in
        let isForAll = item.reason.contains("hook declined")
        return item.by == .there && item.reason.contains("[R-")
          && !item.reason.contains("[R-NEWER]")
          && (!isForAll || item.reason.contains("refused: \(item.ref): "))
      }.map(\.ref)
    )
  }

  /// Adds what came and went in a run before this one.
  mutating func add(_ earlier: SyncReport) {
    received.merge(earlier.received, uniquingKeysWith: +)
    sent.merge(earlier.sent, uniquingKeysWith: +)
    signedAgain += earlier.signedAgain
    leftOut += earlier.leftOut
  }

  mutating func add(_ result: IntakeResult) {
    let ref = result.offer.ref
    switch result.outcome {
    case .taken(let count) where count > 0:
      received[RefKind(ref)?.word ?? "", default: 0] += count
    case .taken: break
    case .refused(let refusal):
      refused.append(
        .init(ref: ref, by: .here, code: refusal.code.rawValue, reason: refusal.reason)
      )
    case .filesInTheWay: filesInTheWay = true
    }
  }
}

extension SyncReport {
  /// Counts consents to a further key by themselves, not as the acknowledgements that they stand among.
  ///
  /// A consent goes with the request that it is for; of nobody else the records are read again.
  static func tellConsents(
    of offers: [RefOffer],
    in git: Repository,
    _ counts: inout [String: Int]
  ) throws {
    let applicants = Set(
      offers.compactMap { offer in
        if case .enrolment(let person, _) = RefKind(offer.ref) { person } else { nil }
      }
    )
    for offer in offers where RefKind(offer.ref)?.owner.map(applicants.contains) ?? false {
      let consents = try offer.consents(in: git)
      guard consents > 0, let word = RefKind(offer.ref)?.word else { continue }
      counts[word, default: 0] -= consents
      counts["key consent", default: 0] += consents
    }
  }
}

extension IntakeResult {
  /// Whether the ref moved.
  var isTaken: Bool {
    if case .taken = outcome { return true }
    return false
  }
}

extension RefKind {
  /// What is counted under it, in a word for one; JSON uses it as a key.
  var word: String {
    switch self {
    case .registry: "registry change"
    case .ledger: "receipt"
    case .enrolment: "request"
    case .acts: "review"
    case .main: "merge"
    case .proposal: "proposal revision"
    case .tag: "tag"
    case .published: "publication"
    case .records: "acknowledgement"
    }
  }
}
