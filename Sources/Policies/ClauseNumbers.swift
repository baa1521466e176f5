/// The numbers that the clauses of a text have today: 1, 1.1, 1.2, 2 …, in order of their headings.
///
/// Numbers are for reading; they change when a clause comes or goes. What a record or a link names
/// is the id.
public struct ClauseNumbers: Sendable {
  private var numbers: [String: String] = [:]
  private var titles: [String: String] = [:]

  /// Numbers the clauses of a policy.
  public init(_ document: PolicyDocument) { self.init(document.clauses) }

  /// Numbers clauses; a heading counts within the nearest one above it with a lower level.
  init(_ clauses: [Clause]) {
    var path: [(level: Int, count: Int)] = []
    for clause in clauses where !clause.id.isEmpty {
      var count = 0
      while let last = path.last, last.level >= clause.level {
        count = last.count
        path.removeLast()
      }
      path.append((clause.level, count + 1))
      numbers[clause.id] = path.map { String($0.count) }.joined(separator: ".")
      titles[clause.id] = clause.title
    }
  }

  /// A clause's number, such as `2.3`; `nil` for an id that is not in the text.
  public subscript(id: String) -> String? { numbers[id] }

  /// A clause's title; `nil` for an id that is not in the text.
  public func title(of id: String) -> String? { titles[id] }

  /// What a reference to a clause reads like: "3, Say who you work for"; `nil` for an unknown id.
  public func name(of id: String) -> String? {
    guard let number = numbers[id] else { return nil }
    return titles[id].map { $0.isEmpty ? number : "\(number), \($0)" }
  }
}
