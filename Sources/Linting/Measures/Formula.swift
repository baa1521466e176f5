import Foundation

/// A formula of a metric rule: numbers, names, `+ - * / % ( )`, comparisons, `&&`, `||`, `!`, and a
/// few functions of `math`.
///
/// It is read once, when the rule is; a name that is not known is an error then, never a zero later.
struct Formula: Sendable {
  private indirect enum Node: Sendable {
    case number(Double)
    case variable(String)
    case function(String, [Node])
    case operation(String, Node, Node)
    case negation(Node)
    case not(Node)
  }

  private let root: Node
  private(set) var names: Set<String>

  /// Reads a formula; the error says what is not understood.
  init(_ text: String) throws(FormulaError) {
    var reader = FormulaReader(text)
    root = try Formula.node(&reader, level: 0)
    guard reader.current == nil else {
      throw FormulaError("'\(reader.current ?? "")' is not understood")
    }
    names = Formula.names(in: root)
  }

  /// What it comes to; a comparison that holds is 1, any other 0.
  func value(_ variables: [String: Double]) -> Double { Formula.value(of: root, variables) }

  private static let levels: [Set<String>] = [
    ["||"], ["&&"], ["==", "!=", "<", ">", "<=", ">="], ["+", "-"], ["*", "/", "%"],
  ]
  private static let functions: Set<String> = [
    "math.sqrt", "math.abs", "math.floor", "math.ceil", "math.round", "math.log", "math.log10",
    "math.pow", "math.min", "math.max",
  ]

  private static func node(_ reader: inout FormulaReader, level: Int) throws(FormulaError) -> Node {
    guard level < levels.count else { return try unary(&reader) }
    var left = try node(&reader, level: level + 1)
    while let sign = reader.current, levels[level].contains(sign) {
      reader.advance()
      left = .operation(sign, left, try node(&reader, level: level + 1))
    }
    return left
  }

  private static func unary(_ reader: inout FormulaReader) throws(FormulaError) -> Node {
    try reader.goDeeper()
    defer { reader.comeBack() }
    guard let token = reader.current else { throw FormulaError("it ends too early") }
    reader.advance()
    switch token {
    case "-": return .negation(try unary(&reader))
    case "!": return .not(try unary(&reader))
    case "(":
      let inner = try node(&reader, level: 0)
      try reader.expect(")")
      return inner
    default: return try leaf(token, &reader)
    }
  }

  private static func leaf(
    _ token: String,
    _ reader: inout FormulaReader
  ) throws(FormulaError) -> Node {
    if let number = Double(token) { return .number(number) }
    guard token.first?.isLetter == true else { throw FormulaError("'\(token)' is not understood") }
    guard reader.current == "(" else { return .variable(token) }
    guard functions.contains(token) else { throw FormulaError("there is no function '\(token)'") }
    reader.advance()
    var arguments = [try node(&reader, level: 0)]
    while reader.current == "," {
      reader.advance()
      arguments.append(try node(&reader, level: 0))
    }
    try reader.expect(")")
    let wanted = ["math.pow", "math.min", "math.max"].contains(token) ? 2 : 1
    guard arguments.count == wanted else { throw FormulaError("'\(token)' takes \(wanted)") }
    return .function(token, arguments)
  }

  private static func names(in node: Node) -> Set<String> {
    switch node {
    case .number: []
    case .variable(let name): [name]
    case .function(_, let nodes): nodes.reduce(into: []) { $0.formUnion(names(in: $1)) }
    case .operation(_, let left, let right): names(in: left).union(names(in: right))
    case .negation(let inner), .not(let inner): names(in: inner)
    }
  }

  private static func value(of node: Node, _ variables: [String: Double]) -> Double {
    switch node {
    case .number(let number): number
    case .variable(let name): variables[name] ?? 0
    case .negation(let inner): -value(of: inner, variables)
    case .not(let inner): value(of: inner, variables) == 0 ? 1 : 0
    case .function(let name, let nodes): apply(name, nodes.map { value(of: $0, variables) })
    case .operation(let sign, let left, let right):
      combine(sign, value(of: left, variables), value(of: right, variables))
    }
  }

  private static func apply(_ name: String, _ values: [Double]) -> Double {
    let (first, last) = (values.first ?? 0, values.last ?? 0)
    return switch name {
    case "math.sqrt": first.squareRoot()
    case "math.abs": abs(first)
    case "math.floor": first.rounded(.down)
    case "math.ceil": first.rounded(.up)
    case "math.round": first.rounded()
    case "math.log": log(first)
    case "math.log10": log10(first)
    case "math.pow": pow(first, last)
    case "math.min": min(first, last)
    default: max(first, last)
    }
  }

  private static func combine(_ sign: String, _ left: Double, _ right: Double) -> Double {
    switch sign {
    case "+": left + right
    case "-": left - right
    case "*": left * right
    case "/": left / right
    case "%": left.truncatingRemainder(dividingBy: right)
    case "==": left == right ? 1 : 0
    case "!=": left != right ? 1 : 0
    case "<": left < right ? 1 : 0
    case ">": left > right ? 1 : 0
    case "<=": left <= right ? 1 : 0
    case ">=": left >= right ? 1 : 0
    case "&&": left != 0 && right != 0 ? 1 : 0
    default: left != 0 || right != 0 ? 1 : 0
    }
  }
}

/// What is wrong in a formula.
struct FormulaError: Error, Equatable {
  var message: String
  init(_ message: String) { self.message = message }
}

/// Cuts a formula into numbers, names and signs.
private struct FormulaReader {
  private let tokens: [String]
  private var index = 0
  private var depth = 0

  init(_ text: String) {
    var tokens: [String] = []
    var word = ""
    for character in text {
      if character.isLetter || character.isNumber || character == "_" || character == "." {
        word.append(character)
        continue
      }
      if !word.isEmpty { tokens.append(word) }
      word = ""
      if character.isWhitespace { continue }
      let joined = (tokens.last ?? "") + String(character)
      if ["<=", ">=", "==", "!=", "&&", "||"].contains(joined) {
        tokens[tokens.count - 1] = joined
      } else {
        tokens.append(String(character))
      }
    }
    self.tokens = word.isEmpty ? tokens : tokens + [word]
  }

  var current: String? { tokens.indices.contains(index) ? tokens[index] : nil }

  mutating func advance() { index += 1 }

  mutating func goDeeper() throws(FormulaError) {
    depth += 1
    if depth > 64 { throw FormulaError("it is nested deeper than 64 levels") }
  }

  mutating func comeBack() { depth -= 1 }

  mutating func expect(_ token: String) throws(FormulaError) {
    guard current == token else { throw FormulaError("a '\(token)' is missing") }
    advance()
  }
}
