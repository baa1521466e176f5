import Foundation
import Policies

/// A Word file as pandoc reads it: a tree in JSON, as pandoc-types defines it.
struct WordDocument {
  /// The blocks in order.
  let blocks: [Any]
  private let root: [String: Any]
  private let name: String

  /// Reads what pandoc wrote.
  init(_ json: [UInt8], named name: String) throws {
    self.name = name
    let value = try? JSONSerialization.jsonObject(with: Data(json))
    guard let root = value as? [String: Any], let blocks = root["blocks"] as? [Any] else {
      throw Failure(
        "'\(name.safe)' is nested too deep, or this pandoc writes what Writ does not know",
        hint: "pandoc --version",
        status: .couldNotRun
      )
    }
    (self.root, self.blocks) = (root, blocks)
  }

  /// The title at the top.
  var title: String? { field("title") }

  /// What stands in the other fields at the top, which are no text of a policy.
  var notes: [ImportNote] {
    let fields = ["subtitle", "author", "date", "abstract"]
    return fields.compactMap { key in
      field(key).map { ImportNote("'\(key)' at the top is left out: \($0.prefix(80))") }
    }
  }

  /// The tree with other blocks, in JSON.
  func json(with blocks: [Any]) throws -> [UInt8] {
    var root = root
    root["blocks"] = blocks
    root["meta"] = [String: Any]()
    return [UInt8](try JSONSerialization.data(withJSONObject: root))
  }

  /// Refuses a text of which it is not decided what it says.
  func refuseOpenChanges() throws {
    var marks = WordMarks()
    marks.look(at: blocks)
    guard !marks.isEmpty else { return }
    let what = marks.summary
    throw Failure(
      "'\(name.safe)' has \(what)",
      cause: "what a policy says must be decided before it comes in",
      hint:
        "in Word, choose Review, accept or reject all changes and delete all comments; then save"
    )
  }

  private func field(_ key: String) -> String? {
    guard let meta = root["meta"] as? [String: Any], let value = meta[key] else { return nil }
    let text = PandocTree.text(of: value).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    return text.isEmpty ? nil : text
  }
}
