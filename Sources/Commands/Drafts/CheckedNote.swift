import Foundation
import Git
import Policies
import Signing

/// Against which versions `pre-commit` checked the staged drafts, left for `commit-msg`.
///
/// That hook runs a moment later and would otherwise open the policies once more, only to name them.
/// The note lies in the repository's own folder, holds for just these drafts and is read once. Nobody
/// relies on it: what the message says is for people, and the check before a merge is the proof.
struct CheckedNote {
  private let path: String
  private let subject: String

  /// The note about some staged drafts.
  init(_ drafts: [Draft], in repository: Repository) {
    path = repository.gitFolder + "/writ-checked"
    let lines = drafts.map { "\(Digest.sha256($0.bytes)) \($0.path)\n" }
    subject = Digest.sha256(lines.joined())
  }

  /// Leaves the note; without it `commit-msg` looks for itself.
  func leave(_ versions: [String]) {
    let lines = ([subject] + versions).map { $0 + "\n" }
    try? Data(lines.joined().utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  /// Takes the note away and reads it; `nil` without one about these drafts.
  func take() -> [String]? {
    let limit = 65_536
    guard let bytes = SmallFile.contents(of: path, upTo: limit + 1), bytes.count <= limit else {
      return nil
    }
    try? FileManager.default.removeItem(atPath: path)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    let versions = Array(lines.dropFirst())
    guard lines.first == subject, versions.allSatisfy(CheckedNote.isTitle) else { return nil }
    return versions
  }

  /// Whether a line is as in `social-media 2.1`.
  private static func isTitle(_ line: String) -> Bool {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    return words.count == 2 && Identifier.isValid(words[0]) && PolicyVersion(words[1]) != nil
  }
}
