import ArgumentParser
import Foundation
import Git
import Policies
import Records

/// The hidden command `writ receive`: what the hooks of a server run.
struct Receive: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receive",
    abstract: "Do what a server's hooks do",
    shouldDisplay: false,
    subcommands: [PreReceive.self, ProcReceive.self, PostReceive.self]
  )
}

/// The hidden command `writ receive judge`: the hook `pre-receive` (githooks(5)).
struct PreReceive: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "judge",
    abstract: "Judge a push before anything of it counts",
    shouldDisplay: false
  )

  func run() async throws {
    let reception = try Reception(edge: .current)
    reception.limitTime()
    let updates = try PreReceive.updates()
    let verdict = try await reception.judge(updates)
    guard verdict.refused.count < updates.count else {
      for (ref, why) in verdict.refused.sorted(by: { $0.key < $1.key }) {
        Output.remark("refused: \(ref.safe): \(why)")
      }
      throw ExitCode(Failure.Status.refused.rawValue)
    }
    try reception.spool.keep(verdict, for: Reception.push)
  }

  /// The lines of standard input; a push of more refs than there are people is none.
  private static func updates() throws -> [PushedRef] {
    let data = try FileHandle.standardInput.read(upToCount: 64 << 20) ?? Data()
    return try String(decoding: data, as: UTF8.self).split(separator: "\n").map { line in
      guard let update = PushedRef(line: line) else {
        throw Failure("Git and this hook do not understand each other", hint: "git --version")
      }
      return update
    }
  }
}

/// The hidden command `writ receive decide`: the hook `proc-receive` (githooks(5)).
///
/// Git asks it about every ref. It moves those that it accepts itself, all of them or none, while no other
/// push does: Git would move them one after the other, and others' refs in between.
struct ProcReceive: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide",
    abstract: "Say of each ref of a push whether it is accepted",
    shouldDisplay: false
  )

  func run() async throws {
    let reception = try Reception(edge: .current)
    reception.limitTime()
    let packets = PacketLine(input: .standardInput, output: .standardOutput)
    guard let greeting = try packets.section().first, greeting.hasPrefix("version=1") else {
      throw Failure("Git speaks another version of proc-receive", hint: "git --version")
    }
    let isAtomic = greeting.split(separator: "\0").last?.split(separator: " ").contains("atomic")
    try packets.write("version=1\0atomic")
    try packets.flush()
    let updates = try packets.section().compactMap { PushedRef(line: $0) }
    let refused = try await reception.spool.alone(.moving) {
      try await move(updates, allOrNone: isAtomic == true, reception)
    }
    for update in updates {
      try packets.write(refused[update.ref].map { "ng \(update.ref) \($0)" } ?? "ok \(update.ref)")
    }
    try packets.flush()
  }

  /// Moves what is good; returns why the others are refused, by name.
  private func move(
    _ updates: [PushedRef],
    allOrNone: Bool,
    _ reception: Reception
  ) async throws -> [String: String] {
    func all(_ why: String) -> [String: String] {
      Dictionary(updates.map { ($0.ref, why) }) { first, _ in first }
    }
    guard let verdict = try await verdict(on: updates, reception) else {
      return all("the server's pre-receive hook left no verdict")
    }
    if allOrNone, !verdict.refused.isEmpty || verdict.lines.count != updates.count {
      return all("another ref of this push is refused, and --atomic moves all or none")
        .merging(verdict.refused) { $1 }
    }
    let accepted = updates.filter { verdict.refused[$0.ref] == nil }
    try note(accepted, verdict, reception)
    guard let trouble = try await reception.move(accepted) else { return verdict.refused }
    return all("the server could not move it: \(trouble); type: writ sync")
      .merging(verdict.refused) { $1 }
  }

  private func verdict(
    on updates: [PushedRef],
    _ reception: Reception
  ) async throws -> Spool.Verdict? {
    let lines = updates.map(\.line).sorted()
    guard let verdict = try reception.spool.takeVerdict(for: Reception.push, lines) else {
      return nil
    }
    // Judging may have taken long: what it leans on is looked at again, and the moment that counts is
    // this one, at which it comes to stand beside what others have brought meanwhile. What Git refuses
    // by itself is nothing to lean on either.
    let holds = try verdict.lines == lines && reception.stillHolds(verdict)
    var last = try holds ? verdict : await reception.judge(updates)
    last.arrival = max(verdict.arrival, reception.edge.now.seconds)
    last.lines = verdict.lines
    return try reception.refusingWhatMoved(updates, in: last)
  }

  private func note(
    _ accepted: [PushedRef],
    _ verdict: Spool.Verdict,
    _ reception: Reception
  ) throws {
    let time = Instant(seconds: verdict.arrival)
    let arrivals = accepted.compactMap { update in
      update.new.map { Arrival(RefOffer(ref: update.ref, old: update.old, new: $0), at: time) }
    }
    let name = "\(time.compact)-\(Reception.push)-\(UUID().uuidString)"
    try reception.spool.note(arrivals, for: name)
  }
}

/// The hidden command `writ receive seal`: the hook `post-receive` (githooks(5)).
struct PostReceive: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal",
    abstract: "Write the receipt for what was accepted",
    shouldDisplay: false
  )

  func run() async throws {
    let sealer = try Sealer(edge: .current, folder: ".")
    guard try sealer.isLedger else { return }
    _ = try await sealer.seal()
  }
}
