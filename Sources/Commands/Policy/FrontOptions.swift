import ArgumentParser
import Documents
import Foundation
import Policies
import Records

/// What a person says about a new policy.
struct FrontOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The title", valueName: "text")) var title: String?
  @Option(help: ArgumentHelp("Who answers for it, as in role:legal", valueName: "owner"))
  var owner: String?
  @Option(help: ArgumentHelp("Where people ask, as in '#ask-legal'", valueName: "place"))
  var contact: String?
  @Option(
    help: ArgumentHelp("When it must be looked at again, as in 2027-12-01", valueName: "date")
  )
  var reviewBy: String?
  @Option(help: ArgumentHelp("A group that signs it; again for more", valueName: "group"))
  var audience: [String] = []
  @Option(help: ArgumentHelp("The text's language, as in en or pt-BR", valueName: "language"))
  var language: String?
  @Option(
    name: .customLong("prefix"),
    help: ArgumentHelp("What its clause ids begin with, as in SM", valueName: "letters")
  )
  var letters: String?

  /// What was typed, checked.
  func values() throws -> ImportedFront {
    var day: Day?
    if let reviewBy {
      day = Day(reviewBy)
      guard day != nil else { throw wrong(reviewBy, "a date", "--review-by 2027-12-01") }
    }
    if let group = audience.first(where: { !Identifier.isValid($0) }) {
      throw wrong(group, "a group; use small letters, digits and dashes", "--audience everyone")
    }
    if let language, !LanguageTag.isValid(language) {
      throw wrong(language, "a language; write it as in 'en' or 'pt-BR'", "--language en")
    }
    return ImportedFront(
      title: title,
      owner: owner,
      contact: contact,
      reviewBy: day,
      audience: audience.isEmpty ? nil : audience,
      language: language
    )
  }

  /// The letters of the clause ids, if they were typed.
  func prefix() throws -> ClausePrefix? {
    guard let letters else { return nil }
    guard let prefix = ClausePrefix(letters) else {
      throw wrong(letters, "letters that a clause id can begin with", "--prefix SM")
    }
    return prefix
  }

  /// Asks for what is missing and matters; an empty answer leaves it out.
  func ask(_ values: inout ImportedFront, _ incoming: IncomingText?, _ terminal: Terminal) {
    func answer(_ question: String) -> String? {
      let text = terminal.ask(question)?.trimmingCharacters(in: .whitespaces) ?? ""
      return text.isEmpty ? nil : text
    }
    if values.title == nil, incoming == nil { values.title = answer("Its title?") }
    if values.owner == nil { values.owner = answer("Who answers for it (as in role:legal)?") }
    if values.reviewBy == nil {
      let typed = answer("When must it be looked at again (as in 2027-12-01)?")
      values.reviewBy = typed.flatMap { Day($0) }
      if let typed, values.reviewBy == nil {
        Output.remark("note: '\(typed.safe)' is no date, so it is left out")
      }
    }
  }

  private func wrong(_ text: String, _ what: String, _ option: String) -> Failure {
    Failure(
      "'\(text.safe)' is not \(what)",
      hint: "writ policy new ID \(option)",
      status: .couldNotRun
    )
  }
}
