import Foundation

/// The fields of JSON values by their paths, and which kinds of values each has.
///
/// A path leaves the places in lists out: `clauses.lines.kind`. Of an object whose keys are no
/// field names, each key counts as `*`: `counts.*`.
struct JSONFields {
  /// `text`, `number`, `true`, `list`, `object`, `null` and `missing`.
  private(set) var kinds: [String: Set<String>] = [:]

  private let maps: Set<String>
  private let likenesses: [String: String]

  /// The fields of nothing yet; a section knows which objects are maps, and which are alike.
  init(as section: JSONSection) {
    maps = Set(section.fields.keys.filter { $0.hasSuffix(".*") }.map { String($0.dropLast(2)) })
    likenesses = section.likenesses
  }

  /// Adds the fields of a JSON text.
  mutating func add(_ text: String) throws {
    add([try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))], at: "")
  }

  /// Adds values that stand at one path, so that what only some of them have is seen.
  private mutating func add(_ values: [JSONValue], at path: String) {
    let objects = values.flatMap(\.objects)
    guard !maps.contains(path) else {
      let inside = objects.flatMap(\.values)
      if !inside.isEmpty { kinds[path + ".*", default: []].formUnion(inside.map(\.kind)) }
      return
    }
    for key in Set(objects.flatMap(\.keys)) {
      let field = path.isEmpty ? key : "\(path).\(key)"
      let found = objects.compactMap { $0[key] }
      kinds[field, default: []].formUnion(found.map(\.kind))
      if found.count < objects.count { kinds[field, default: []].insert("missing") }
      add(found, at: likenesses[field] ?? field)
    }
  }
}

/// A JSON value that knows a number from a truth value on every system.
indirect enum JSONValue: Decodable {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// What the page calls it.
  var kind: String {
    switch self {
    case .null: "null"
    case .flag: "true"
    case .number: "number"
    case .text: "text"
    case .list: "list"
    case .object: "object"
    }
  }

  /// The objects that it is or that its lists hold.
  var objects: [[String: JSONValue]] {
    switch self {
    case .object(let fields): [fields]
    case .list(let values): values.flatMap(\.objects)
    default: []
    }
  }
}
