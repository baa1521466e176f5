public import Git
import Policies

/// The server's receipts, read and checked: what arrived, and when.
public struct LedgerBook: Sendable {
  /// The receipts, oldest first.
  public private(set) var receipts: [ObjectID] = []
  /// What every ref is by the newest receipt, by name.
  public private(set) var state: [String: ObjectID] = [:]
  private var arrivals: [String: [ObjectID: Instant]] = [:]
  private var places: [ObjectID: Int] = [:]
  private var digests: [String: String] = [:]
  /// When the newest update of each ref arrived.
  private var latest: [String: Instant] = [:]
  private var lastTime: Instant?
  private var registrations: [(version: ObjectID, arrival: Instant)] = []

  /// The book of a repository without receipts.
  public static let empty = LedgerBook()

  private init() {}

  /// Finds the place of a receipt without the others being read; `nil` once all were.
  private var lookUp: (@Sendable (ObjectID) -> Int?)?

  /// A book that only knows which receipts there are, for whoever judges what is new.
  ///
  /// It costs the same with a hundred thousand receipts: what arrived when is not read.
  ///
  /// - Parameters:
  ///   - tip: the newest receipt.
  ///   - git: where to read.
  init(placesUpTo tip: ObjectID, in git: Repository) {
    lookUp = { receipt in
      guard let link = try? ChainLink(receipt, in: git), link.record.format == .receipt,
        receipt == tip || (try? git.isAncestor(receipt, of: tip)) == true
      else { return nil }
      return link.record.sequence - 1
    }
  }

  /// When the first push arrived; what it brought had been declared before the ledger began.
  public private(set) var beginning: Instant?

  /// Reads and checks all receipts up to `tip`.
  ///
  /// Each is signed by the server that the registry names, follows the one before it, and goes on
  /// from what that one said of each ref.
  ///
  /// - Parameters:
  ///   - tip: the newest receipt.
  ///   - git: where to read.
  ///   - identity: the repository's identity.
  ///   - history: the registry's versions.
  ///   - registry: people and keys.
  ///   - known: a receipt that was found good before by the very same registry, as were those below it.
  /// - Throws: `R-LEDGER`, or the code of what is wrong with a receipt's form, key or place.
  public init(
    upTo tip: ObjectID,
    in git: Repository,
    identity: String,
    history: RegistryHistory,
    registry: RegistryArchive,
    knowing known: ObjectID? = nil
  ) throws(Refusal) {
    let walk = ChainWalk(identity: identity, history: history, registry: registry)
    var previous: ChainLink?
    let links = try Chain.read(from: tip, in: git)
    let checked = known.flatMap { known in links.firstIndex { $0.id == known } }.map { $0 + 1 } ?? 0
    let servers = Array(links.dropFirst(checked)).concurrentMap { link in
      Result { () throws(Refusal) in try walk.checkServer(of: link, registry) }
    }
    for (place, link) in links.enumerated() {
      try link.follows(previous, repository: identity)
      let isNew = place >= checked
      if isNew { try servers[place - checked].get() }
      let receipt = try Receipt(link.record)
      try take(receipt, link.id)
      if isNew { try walk.checkReceipt(link, receipt, since: state[RegistryArchive.ref]) }
      previous = link
    }
  }

  /// The place of a receipt, from 0; `nil` if it is none of these.
  public func place(of receipt: ObjectID) -> Int? {
    lookUp.map { $0(receipt) } ?? places[receipt]
  }

  /// Notes when the links of a chain arrived, each with the push that brought it.
  ///
  /// What was declared before the ledger began, or has no receipt yet, is left without.
  ///
  /// - Parameters:
  ///   - links: the links, oldest first, up to the chain's tip.
  ///   - ref: the chain's ref.
  func date(_ links: inout [ChainLink], on ref: String) {
    guard let known = arrivals[ref] else { return }
    var current: Instant?
    for index in links.indices.reversed() {
      current = known[links[index].id] ?? current
      links[index].arrival = current == beginning ? nil : current
    }
  }

  /// The SHA-256 of the raw object that a ref is by the newest receipt.
  func digest(of ref: String) -> String? { digests[ref] }

  /// What the receipts say of some refs: a line for each object that one was moved to, with its moment.
  func arrivals(ofRefs isWanted: (String) -> Bool) -> [String] {
    arrivals.filter { isWanted($0.key) }.flatMap { ref, moments in
      moments.map { "\(ref) \($0) \($1.seconds)" }
    }
  }

  /// The refs of which something has a receipt.
  public var refs: [String] { Array(arrivals.keys) }

  /// When an object arrived that a ref was moved to; `nil` without a receipt.
  func arrival(of id: ObjectID, on ref: String) -> Instant? {
    arrivals[ref]?[id].flatMap { $0 == beginning ? nil : $0 }
  }

  /// What a ref was moved to, by the receipts, before a moment or at any.
  func heads(of ref: String, before moment: Instant? = nil) -> [ObjectID] {
    (arrivals[ref] ?? [:]).filter { _, arrival in moment.map { arrival < $0 } ?? true }.map(\.key)
  }

  /// Whether a receipt says that a ref was moved to an object.
  func names(_ id: ObjectID, on ref: String) -> Bool { arrivals[ref]?[id] != nil }

  /// The newest version of the registry that had arrived at a moment.
  func newestRegistry(arrivedBy moment: Instant) -> ObjectID? {
    registrations.last { $0.arrival <= moment }?.version
  }

  private mutating func take(_ receipt: Receipt, _ id: ObjectID) throws(Refusal) {
    guard receipt.time >= lastTime ?? receipt.time else {
      throw Refusal(.ledger, "a receipt says that it is older than the one before it")
    }
    for (ref, updates) in Dictionary(grouping: receipt.updates, by: \.ref) {
      try take(updates, of: ref, by: receipt.time)
    }
    lastTime = receipt.time
    places[id] = receipts.count
    receipts.append(id)
  }

  /// Takes the updates of one ref in the order in which each goes on from the one before.
  private mutating func take(
    _ updates: [RefReceipt],
    of ref: String,
    by time: Instant
  ) throws(Refusal) {
    guard let kind = RefKind(ref), kind != .ledger else {
      throw Refusal(.ledger, "a receipt for '\(SafeText.excerpt(ref))', where nobody may write")
    }
    var rest = Dictionary(grouping: updates, by: \.old)
    while !rest.isEmpty {
      guard let next = rest.removeValue(forKey: state[ref]), next.count == 1,
        let update = next.first
      else { throw Refusal(.ledger, "a receipt for '\(ref)' does not go on from the one before") }
      guard update.arrival <= time, update.arrival >= latest[ref] ?? update.arrival else {
        throw Refusal(.ledger, "the receipts for '\(ref)' are not in the order of time")
      }
      (state[ref], latest[ref], digests[ref]) = (update.new, update.arrival, update.digest)
      // What came back after something else had its place arrived when it first came.
      arrivals[ref, default: [:]][update.new] = arrivals[ref]?[update.new] ?? update.arrival
      guard ref == RegistryArchive.ref else { continue }
      registrations.append((update.new, update.arrival))
      beginning = beginning ?? update.arrival
    }
  }
}
