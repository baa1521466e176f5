import Foundation
import Git

/// What stood in the other copy when it was last looked at, so that a server that loses or
/// rewrites something is noticed.
///
/// A file of lines `<object id> <ref>` in the clone's Git folder; it only moves forward.
struct SeenRefs {
  private let path: String
  private(set) var refs: [String: ObjectID]
  private let stored: [String: ObjectID]

  /// Reads what was seen of a remote copy.
  ///
  /// - Throws: a `Failure` for a file that is there and cannot be read: whatever the server lost since
  ///   then would not be noticed.
  init(of remote: String, in gitFolder: String) throws {
    let name = remote.utf8.map { String($0, radix: 16) }.joined()
    path = "\(gitFolder)/writ/seen-\(name)"
    var refs: [String: ObjectID] = [:]
    let bytes = try SmallFile.read(path, named: path, atMost: 256 << 20) ?? []
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 2, let id = ObjectID(hex: words[0]) else {
        throw Failure(
          "'\(path.safe)', in which stands what was seen of the other copy, is damaged",
          cause: "what the other copy loses is only noticed by it",
          hint: "rm \(path.shellWord) && writ sync",
          status: .couldNotRun
        )
      }
      refs[String(words[1])] = id
    }
    (self.refs, stored) = (refs, refs)
  }

  /// Notes that a ref stands there.
  mutating func note(_ ref: String, _ id: ObjectID) { refs[ref] = id }

  /// Forgets a ref that may go.
  mutating func forget(_ ref: String) { refs[ref] = nil }

  /// Writes the file, in one step, if anything changed.
  func save() throws {
    guard refs != stored else { return }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let lines = refs.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)\n" }
    try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
