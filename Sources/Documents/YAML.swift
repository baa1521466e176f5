internal import Yams

/// Reads YAML strictly: what two readers could understand differently is refused.
///
/// Duplicate keys, anchors, aliases, tags, directives and several documents in one file are errors
/// with their place. Depth and size are checked before the parser runs, so that a hostile file costs
/// nothing but an error.
public enum YAML {
  /// The largest text that is read, in bytes.
  public static let sizeLimit = 1 << 20

  /// The deepest nesting that is read.
  public static let depthLimit = 32

  /// Reads one document; an empty one is an empty map.
  ///
  /// - Parameters:
  ///   - text: The YAML.
  ///   - startingAtLine: The number of its first line in the file it was cut from.
  /// - Returns: The document's value.
  /// - Throws: What is wrong, with its place in that file.
  public static func parse(
    _ text: String,
    startingAtLine: Int = 1
  ) throws(DocumentError) -> YAMLValue {
    guard text.utf8.count <= sizeLimit else {
      throw DocumentError("\(text.utf8.count) bytes of YAML; at most \(sizeLimit) are read")
    }
    var plain = PlainYAML(text, startingAtLine: startingAtLine)
    if let value = plain.document() { return value }
    let source = YAMLSource(text, startingAtLine: startingAtLine)
    try YAMLGuard.check(source)
    guard let root = try compose(source) else {
      let start = source.position(of: nil)
      return YAMLValue(.map(YAMLMap([], at: start)), at: start)
    }
    return try source.value(of: root)
  }

  /// The encoding is named because Yams otherwise asks the environment for it.
  static func compose(_ source: YAMLSource) throws(DocumentError) -> Node? {
    do {
      return try Parser(yaml: source.text, resolver: .basic, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      throw source.error(for: error)
    } catch {
      throw DocumentError("this YAML cannot be read")
    }
  }
}
