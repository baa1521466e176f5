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

  init(of remote: String, in gitFolder: String) {
    let name = remote.utf8.map { String($0, radix: 16) }.joined()
    path = "\(gitFolder)/writ/seen-\(name)"
    var refs: [String: ObjectID] = [:]
    let data = FileManager.default.contents(atPath: path) ?? Data()
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 2, let id = ObjectID(hex: words[0]) else { continue }
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
