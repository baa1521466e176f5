import Foundation
import Policies
import Signing
import TestTools

@testable import Records

/// Makes tags as an attacker could try them, the same on every run.
struct TagMutator {
  private var random: SeededGenerator
  private let payload: String

  init(seed: UInt64, _ tag: [UInt8]) {
    random = SeededGenerator(seed: seed)
    let text = String(decoding: tag, as: UTF8.self)
    payload = text.range(of: "-----BEGIN").map { String(text[..<$0.lowerBound]) } ?? text
  }

  mutating func next() throws -> [UInt8] {
    var text = payload
    if random.happens(60) {
      let moment = random.pick([1_793_491_200, 1_793_491_300, 1_800_000_000, 0, 1, 4_102_444_800])
      text.replace(/> \d+ \+0000/, with: "> \(moment + Int(random.next() % 50)) +0000")
    }
    if random.happens(25) {
      let (old, new) = random.pick([
        ("tagger ana <ana@", "tagger eve <eve@"), ("Writ-Person: ana", "Writ-Person: eve"),
        ("type commit", "type tree"), ("type commit", "type tag"), ("tag policy/", "tag other/"),
        ("\n\n", "\nextra x\n\n"), ("\n\n", "\n\n\n"), ("+0000", "+0200"), ("1.0", "2.0"),
        ("tag/1", "tag/2"), ("Writ-Digest", "Writ-Extra: 1\nWrit-Digest"),
      ])
      text.replace(old, with: new)
    }
    let isOdd = random.happens(25)
    let blob = try SoftKey(random.happens(10) ? "eve" : "ana").signature(
      of: Array(text.utf8),
      namespace: isOdd ? random.pick(["git", "file"]) : "git",
      hash: isOdd ? random.pick(["sha256", "sha1"]) : "sha512"
    )
    var bytes = Array(text.utf8) + Wire.armour(blob, width: isOdd ? random.pick([70, 76]) : 70)
    if random.happens(10) { random.change(&bytes) }
    if random.happens(5) { bytes += Array("-----BEGIN SSH SIGNATURE-----\n".utf8) }
    return bytes
  }
}
