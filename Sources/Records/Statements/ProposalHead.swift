import Foundation
import Policies

/// `proposal/1`: the trailers at the end of a proposal's newest commit.
struct ProposalHead: Equatable, Sendable {
  let repository: String
  let person: PersonID
  let change: ChangeClass
  /// Where chains stand whose keys a proposal for the registry ends, as `<ref> <object id>`, sorted: who
  /// approves the proposal approves these, too.
  let tips: [String]

  /// The message of a proposal's commit: the reason in free words, then the trailers.
  func message(_ reason: String) -> [UInt8] {
    Array("\(reason)\n\n\(trailers)".utf8)
  }

  private var trailers: String {
    """
    Writ-Format: proposal/1
    Writ-Repository: \(repository)
    Writ-Person: \(person)
    Writ-Class: \(change.rawValue)

    """ + tips.map { "Writ-Tip: \($0)\n" }.joined()
  }

  init(repository: String, person: PersonID, change: ChangeClass, tips: [String] = []) {
    (self.repository, self.person, self.change) = (repository, person, change)
    self.tips = tips.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Reads the lines after the last blank one of a message.
  init(endOf message: [UInt8]) throws(Refusal) {
    let lines = String(decoding: message, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    if let line = lines.last(where: { $0.hasPrefix("Writ-Format: ") }),
      case let word = line.dropFirst("Writ-Format: ".count), word != "proposal/1",
      FormatNames.isFormat(String(word))
    {
      throw Refusal(unknownFormat: String(word))
    }
    guard lines.count >= 6, lines.last?.isEmpty == true,
      let blank = lines.dropLast().lastIndex(where: \.isEmpty)
    else { throw Refusal(.record, "the proposal's newest commit does not end with its fields") }
    let text = Array(lines[(blank + 1)...].joined(separator: "\n").utf8)
    var reader = TrailerReader(trailers: text, format: .review)
    _ = try reader.one("Writ-Format", .oneOf(["proposal/1"]))
    repository = try reader.one("Writ-Repository", .digest)
    let name = try reader.one("Writ-Person", .person)
    let word = try reader.one("Writ-Class", .oneOf(["material", "editorial"]))
    tips = try reader.fields([.any("Writ-Tip", .tip)]).map(\.value)
    try reader.finish()
    guard let person = PersonID(name), let change = ChangeClass(rawValue: word) else {
      throw Refusal(.record, "the proposal names no person or class")
    }
    self.person = person
    self.change = change
  }

  /// The reason in free words: the message without the trailers.
  static func reason(in message: [UInt8]) -> String {
    let text = String(decoding: message, as: UTF8.self)
    guard let end = text.range(of: "\n\nWrit-Format: ") else { return text }
    return String(text[..<end.lowerBound])
  }
}
