import Foundation
import Git
import Policies
import Records
import Signing

/// The server's own notes beside a bare repository: verdicts on their way from one hook to the
/// next, and what arrived and has no receipt yet.
///
/// `verdicts/<push>` is written by `pre-receive` and taken away by `proc-receive`; `arrived/<push>`
/// is written by `proc-receive` and taken away when its receipt stands; `sealed/<xx>/<name>` holds
/// what a ref is by the newest receipt.
struct Spool {
  let folder: String

  /// The spool of a repository: `writ.spool`, or a folder beside it.
  init(of git: Repository, _ configuration: GitConfiguration) {
    folder = configuration.value("writ.spool", from: .all) ?? git.gitFolder + ".spool"
  }

  /// What `pre-receive` decided about one push.
  struct Verdict: Codable {
    /// When the push arrived, in seconds since 1970.
    var arrival: Int
    /// What it was judged by: the refs that others lean on, as they stood.
    var basis: [String: String]
    /// Why refs are refused, by name.
    var refused: [String: String]
    /// The lines of the push as they came to be judged first, sorted.
    var lines: [String]
  }

  /// Keeps a verdict for the process that receives the push.
  func keep(_ verdict: Verdict, for push: String) throws {
    try write(JSONEncoder().encode(verdict), to: "verdicts", named: push)
  }

  /// Takes the verdict of a push, which serves once; `nil` if there is none for all of these lines.
  ///
  /// Git shows `pre-receive` also what it refuses itself, a hidden ref for one, and leaves it out afterwards.
  func takeVerdict(for push: String, _ lines: [String]) throws -> Verdict? {
    let path = "\(folder)/verdicts/\(push)"
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    try FileManager.default.removeItem(atPath: path)
    let verdict = try JSONDecoder().decode(Verdict.self, from: data)
    return Set(lines).isSubset(of: verdict.lines) ? verdict : nil
  }

  /// The registry's history as it was last judged by; `nil` if none can be read.
  var history: RegistryHistory? {
    FileManager.default.contents(atPath: folder + "/registry/history").flatMap {
      try? JSONDecoder().decode(RegistryHistory.self, from: $0)
    }
  }

  /// Keeps the registry's history.
  func keep(_ history: RegistryHistory) throws {
    try write(JSONEncoder().encode(history), to: "registry", named: "history")
  }

  /// Takes away verdicts that no second hook came for, and what was half written, older than a
  /// moment.
  func tidy(before moment: Instant) throws {
    let manager = FileManager.default
    let scratch = try manager.names(in: folder + "/arrived").filter { $0.hasPrefix(".") }
    let left = try manager.names(in: folder + "/verdicts").map { "verdicts/\($0)" }
    for name in left + scratch.map({ "arrived/\($0)" }) {
      let path = "\(folder)/\(name)"
      let changed = try manager.attributesOfItem(atPath: path)[.modificationDate] as? Date
      guard let changed, Int(changed.timeIntervalSince1970) < moment.seconds else { continue }
      try manager.removeItem(atPath: path)
    }
  }

  /// Notes what was accepted and when it arrived, until its receipt stands.
  func note(_ arrivals: [Arrival], for push: String) throws {
    guard !arrivals.isEmpty else { return }
    let lines = arrivals.map { arrival in
      let offer = arrival.offer
      let update = PushedRef(ref: offer.ref, old: offer.old, new: offer.new)
      return "\(arrival.time) \(update.line)\n"
    }
    try write(Data(lines.joined().utf8), to: "arrived", named: push)
  }

  /// What arrived and has no receipt yet, with the names of the notes.
  ///
  /// - Throws: a `Failure` for a note that cannot be read; only it knows when something arrived.
  func arrived() throws -> [(note: String, arrivals: [Arrival])] {
    try FileManager.default.names(in: folder + "/arrived").filter { !$0.hasPrefix(".") }.map {
      note in
      let path = "\(folder)/arrived/\(note)"
      let bytes = try SmallFile.read(path, named: path, atMost: 256 << 20) ?? []
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      let arrivals = lines.compactMap(Spool.arrival)
      guard !lines.isEmpty, arrivals.count == lines.count else { throw Spool.damaged(path) }
      return (note, arrivals)
    }
  }

  private static func damaged(_ path: String) -> Failure {
    Failure(
      "'\(path.safe)', in which stands when a push arrived, is damaged",
      cause: "no receipt is written before it is put right or taken away",
      hint: "mv \(path.shellWord) /tmp && writ ledger seal",
      status: .couldNotRun
    )
  }

  /// Forgets notes whose receipts stand.
  func forget(_ notes: [String]) throws {
    for note in notes { try FileManager.default.removeItem(atPath: "\(folder)/arrived/\(note)") }
  }

  /// What a ref is by the newest receipt; `nil` if that is not known here.
  func sealed(_ ref: String) -> ObjectID? {
    let (part, name) = place(of: ref)
    return FileManager.default.contents(atPath: "\(folder)/\(part)/\(name)").flatMap {
      ObjectID(hex: String(decoding: $0, as: UTF8.self))
    }
  }

  /// Notes what refs are by a receipt, and then that the notes go up to it.
  ///
  /// The files of many refs, as of a first seal, are put on the disk together. A crash before the
  /// receipt is noted leaves it for `tip` to tell that the ledger must be read again.
  func noteSealed(_ state: [String: ObjectID], upTo receipt: ObjectID?) throws {
    let areMany = state.count > 32
    for (ref, id) in state {
      let (part, name) = place(of: ref)
      guard areMany else {
        try write(Data(id.hex.utf8), to: part, named: name)
        continue
      }
      try make("\(folder)/\(part)")
      try Data(id.hex.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(part)/\(name)"))
    }
    if areMany { sync() }
    guard let receipt else { return }
    try write(Data(receipt.hex.utf8), to: "sealed", named: "tip")
  }

  /// The receipt up to which the notes of refs go; `nil` for none.
  var tip: ObjectID? {
    FileManager.default.contents(atPath: folder + "/sealed/tip").flatMap {
      ObjectID(hex: String(decoding: $0, as: UTF8.self))
    }
  }

  /// What only one process at a time does.
  enum Duty: String {
    case sealing = "lock"
    case moving = "push-lock"
  }

  /// Runs `body` while no other process has the same duty.
  func alone<Value>(
    _ duty: Duty = .sealing,
    _ body: () async throws -> Value
  ) async throws -> Value {
    try make(folder)
    let lock = open("\(folder)/\(duty.rawValue)", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard lock >= 0 else { throw trouble("lock") }
    defer { close(lock) }
    guard flock(lock, LOCK_EX) == 0 else { throw trouble("lock") }
    return try await body()
  }

  private static func arrival(_ line: Substring) -> Arrival? {
    let words = line.split(separator: " ", maxSplits: 1)
    guard words.count == 2, let time = Instant(words[0]), let update = PushedRef(line: words[1]),
      let new = update.new
    else { return nil }
    return Arrival(RefOffer(ref: update.ref, old: update.old, new: new), at: time)
  }

  private func place(of ref: String) -> (part: String, name: String) {
    let digest = Digest.sha256(ref)
    return ("sealed/\(digest.prefix(2))", String(digest.dropFirst(2)))
  }

  /// Writes a file so that it is whole and on the disk when this returns.
  private func write(_ data: Data, to part: String, named name: String) throws {
    try make("\(folder)/\(part)")
    // Two pushes at once may write the same file; each renames its own.
    let path = "\(folder)/\(part)/\(name)"
    let scratch = "\(folder)/\(part)/.\(name)-\(getpid())"
    let file = open(scratch, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw trouble(path) }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    try handle.write(contentsOf: data)
    guard fsync(file) == 0, rename(scratch, path) == 0 else { throw trouble(path) }
    let above = open("\(folder)/\(part)", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard above >= 0 else { throw trouble(path) }
    defer { close(above) }
    guard fsync(above) == 0 else { throw trouble(path) }
  }

  private func make(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: path,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
  }

  private func trouble(_ path: String) -> Failure {
    Failure(
      "the server cannot write '\(path.safe)'",
      cause: String(cString: strerror(errno)),
      hint: "ask whoever runs the server",
      status: .couldNotRun
    )
  }
}
