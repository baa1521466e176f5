import Foundation
import Git
import Policies
import Signing
import TestTools

@testable import Records

/// Makes commits as an attacker could try them, the same on every run.
struct CommitMutator {
  private var random: SeededGenerator
  private let payloads: [[UInt8]]
  private let moments: [Int]

  init(seed: UInt64, _ crowd: Crowd) throws {
    random = SeededGenerator(seed: seed)
    payloads = try crowd.genuine().map { try SignedCommit(parsing: $0).payload }
    let repository = try crowd.company.repository()
    let grants = try crowd.people.flatMap { person in
      try repository.registry.member(person, at: repository.registryTip)?.keys ?? []
    }
    let edges = Set(grants.flatMap { [$0.from, $0.until].compactMap { $0?.seconds } }).sorted()
    moments = edges.flatMap { [$0 - 1, $0, $0 + 1] } + [0, 1, 4_102_444_800, 253_402_300_799]
  }

  /// The next commit: a genuine payload, perhaps changed, signed by somebody in some form.
  mutating func next() throws -> [UInt8] {
    var payload = random.pick(payloads)
    if random.happens(50) { payload = moved(payload) }
    if random.happens(25) { payload = changed(payload) }
    let armour = try signature(of: payload)
    var bytes = assembled(payload, armour)
    if random.happens(5) { random.change(&bytes) }
    return bytes
  }

  /// The same at another time, or by another person.
  private mutating func moved(_ payload: [UInt8]) -> [UInt8] {
    let text = String(decoding: payload, as: UTF8.self)
    guard random.happens(75) else {
      let person = random.pick(["ana", "carla", "eve", "frida", "mallory", "Ana"])
      return Array(
        text.replacing(/(author|committer) [^ ]+ <[^>]*>/) {
          "\($0.1) \(person) <\(person)@writ.invalid>"
        }.utf8
      )
    }
    let moment = random.pick(moments)
    return Array(text.replacing(/> \d+ \+0000/, with: "> \(moment) +0000").utf8)
  }

  private mutating func changed(_ payload: [UInt8]) -> [UInt8] {
    let text = String(decoding: payload, as: UTF8.self)
    let edits: [(String, String)] = [
      ("+0000", "+0100"), ("+0000", "-0000"), ("\ncommitter", "\nauthor x <x> 1 +0000\ncommitter"),
      ("\n\n", "\nencoding UTF-8\n\n"), ("\n\n", "\nextra x\n\n"), ("\n\n", "\n\n\n"),
      ("\n\n", "\ngpgsig-sha256 x\n\n"), ("\n\n", "\nmergetag x\n\n"), ("tree ", "tree  "),
      ("Writ-", "Writ\u{200B}-"), ("\n", "\r\n"), ("committer", "Committer"),
      ("Writ-Format", "gpgsig -----BEGIN SSH SIGNATURE-----\nWrit-Format"),
      ("Writ-Ledger: none\n", "Writ-Ledger: none\n\n"), ("Writ-Ledger: none\n", ""),
      ("Writ-Ledger: none", "Writ-Ledger: none\nWords after it."), ("because", "be\u{0}cause"),
      ("because", "so"), ("@writ.invalid", "@example.com"), ("parent ", "parent 0"),
    ]
    let (old, new) = random.pick(edits)
    guard random.happens(80) else {
      var bytes = payload
      random.change(&bytes)
      return bytes
    }
    return Array(text.replacing(old, with: new, maxReplacements: 1).utf8)
  }

  /// Mostly by the author's own key in the usual form.
  private mutating func signature(of payload: [UInt8]) throws -> [UInt8] {
    let text = String(decoding: payload, as: UTF8.self)
    let author = text.firstMatch(of: /author ([^ ]+)/).map { String($0.1) } ?? "ana"
    var key = author
    if author == "carla", random.happens(50) { key = "carla-2" }
    if random.happens(15) { key = random.pick(["ana", "eve", "carla", "carla-2", "mallory"]) }
    if author == "frida" && key == "frida" { return Wire.armour(try passkey(payload)) }
    let isOdd = random.happens(25)
    let blob = try SoftKey(key).signature(
      of: payload,
      namespace: isOdd ? random.pick(["git", "git", "file", "", "GIT"]) : "git",
      hash: isOdd ? random.pick(["sha256", "sha256", "sha512", "sha1", "sha384"]) : "sha512",
      reserved: isOdd && random.happens(20) ? "x" : "",
      version: isOdd && random.happens(20) ? 2 : 1
    )
    return Wire.armour(blob, width: isOdd ? random.pick([70, 70, 70, 64, 76]) : 70)
  }

  private mutating func passkey(_ payload: [UInt8]) throws -> [UInt8] {
    var passkey = try SoftPasskey("frida")
    guard random.happens(60) else { return try passkey.signature(of: payload) }
    passkey.flags = random.pick([0x05, 0x0D, 0x1D, 0x01, 0x04, 0x45, 0x85, 0xFD])
    passkey.counter = random.pick([0, 1, .max])
    if random.happens(20) { passkey.extensions = [0xA0] }
    if random.happens(20) {
      passkey.origin = random.pick(["https://evil.test", "http://localhost"])
    }
    passkey.rest = random.pick([
      "", ",\"crossOrigin\":false", ",\"crossOrigin\":true", ",\"a\":[1,{}]", " ,\"a\" : 1 ", ",",
      ",\"topOrigin\":\"x\"", "}", ",\"a\":1,\"a\":1",
    ])
    passkey.isMirrored = random.happens(30)
    return try passkey.signature(of: payload)
  }

  private mutating func assembled(_ payload: [UInt8], _ armour: [UInt8]) -> [UInt8] {
    let header = String(decoding: armour, as: UTF8.self).dropLast().replacing("\n", with: "\n ")
    let lines = Array("gpgsig \(header)\n".utf8)
    let blank = [UInt8](repeating: UInt8(ascii: "\n"), count: 2)
    guard let end = payload.indices.first(where: { payload[$0...].starts(with: blank) }) else {
      return payload + lines
    }
    let twice = random.happens(3) ? lines + lines : lines
    return Array(payload[...end]) + twice + Array(payload[(end + 1)...])
  }
}
