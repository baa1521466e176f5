/// Ways around in pandoc's tree, whose nodes are `{"t": TYPE, "c": CONTENT}`.
enum PandocTree {
  /// The type of a node; empty for anything else.
  static func type(of value: Any) -> String {
    (value as? [String: Any])?["t"] as? String ?? ""
  }

  /// The content of a node as a list.
  static func content(of value: Any) -> [Any] {
    (value as? [String: Any])?["c"] as? [Any] ?? []
  }

  /// A node.
  static func node(_ type: String, _ content: Any) -> Any { ["t": type, "c": content] }

  /// A word.
  static func word(_ text: String) -> Any { node("Str", text) }

  /// A space between words.
  static var space: Any { ["t": "Space"] }

  /// Calls for each node, the outer before the inner.
  static func visit(_ value: Any, _ look: ([String: Any]) -> Void) {
    if let list = value as? [Any] {
      for item in list { visit(item, look) }
    } else if let node = value as? [String: Any] {
      if node["t"] != nil { look(node) }
      for key in node.keys.sorted() where key != "t" {
        if let inner = node[key] { visit(inner, look) }
      }
    }
  }

  /// How often each piece of text stands in a tree; pictures and captions of tables left out.
  static func pieces(of value: Any, into counts: inout [String: Int]) {
    if let list = value as? [Any] {
      for item in list { pieces(of: item, into: &counts) }
      return
    }
    guard let node = value as? [String: Any] else { return }
    var content = node["c"] ?? []
    switch type(of: node) {
    case "Image": return
    case "Str": counts[content as? String ?? "", default: 0] += 1
    case "Table":
      if var parts = content as? [Any], parts.count == 6 {
        parts.remove(at: 1)
        content = parts
      }
      pieces(of: content, into: &counts)
    default: pieces(of: content, into: &counts)
    }
  }

  /// The words of a tree.
  static func text(of value: Any) -> String {
    var text = ""
    visit(value) { node in
      switch type(of: node) {
      case "Str": text += node["c"] as? String ?? ""
      case "Code", "Math": text += content(of: node).last as? String ?? ""
      case "Space", "SoftBreak", "LineBreak", "Para", "Plain": text += " "
      default: break
      }
    }
    return text
  }
}
