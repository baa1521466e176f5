internal import Yams

extension YAMLSource {
  /// Plain values of a parsed tree; nothing is resolved or constructed, so that text stays text.
  func value(of node: Node) throws(DocumentError) -> YAMLValue {
    let position = position(of: node.mark)
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      return YAMLValue(.scalar(scalar.string, isPlain: isPlain), at: position)
    case .sequence(let sequence):
      let values = try sequence.map { item throws(DocumentError) in try value(of: item) }
      return YAMLValue(.list(values), at: position)
    case .mapping(let mapping):
      let entries = try mapping.map { pair throws(DocumentError) in
        try entry(key: pair.key, value: pair.value)
      }
      return YAMLValue(.map(YAMLMap(entries, at: position)), at: position)
    case .alias:
      throw DocumentError("an alias is not allowed; write the value out", at: position)
    }
  }

  private func entry(key: Node, value: Node) throws(DocumentError) -> YAMLMap.Entry {
    guard case .scalar(let name) = key else {
      throw DocumentError("a key must be text", at: position(of: key.mark))
    }
    return YAMLMap.Entry(
      key: name.string,
      keyPosition: position(of: key.mark),
      value: try self.value(of: value)
    )
  }
}
