import ArgumentParser
import Git
import Policies
import Records

/// The command `writ people admit`.
struct PeopleAdmit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "admit",
    abstract: "See who asks to be let in, and let them in",
    discussion: """
      Without ids it lists the requests. A request with the right one-time code, or with the \
      consent of a key that the person has, is let in. For one without, compare the key's \
      fingerprint with the person, face to face or on the phone, and add --without-code.
      """
  )

  @Argument(help: ArgumentHelp("Whom to let in (default: list them)", valueName: "id"))
  var ids: [String] = []

  @Flag(help: "Let in everybody with a right code or the consent of their older key")
  var all = false
  @Flag(help: "Let them in although they proved nothing by a code") var withoutCode = false

  @Option(name: .customLong("group"), help: "A group for those who are new")
  var groups: [String] = []

  @Flag(help: "Write the list as JSON") var json = false
  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let space = try place.open()
    let desk = try EnrolmentDesk(space.policies)
    var book = try InvitationBook(space.git)
    let rows = desk.waiting.map { AdmissionRow($0, book, space) }
    for (ref, refusal) in desk.refused {
      Output.remark("not a request: \(ref.safe): \(refusal.reason.safe)")
    }
    guard all || !ids.isEmpty else { return try list(rows, space) }
    let chosen = try choose(rows)
    guard !chosen.isEmpty else { return PeopleAdmit.explain(rows, space) }
    try confirm(chosen, space)
    let outcome = try await space.scribe(actor)
      .change(edits(chosen), because: "admit \(AdmissionRow.names(chosen))")
    if case .done = outcome {
      book.remove(Set(chosen.map(\.waiting.request.person)), now: space.edge.now)
      try book.save()
    }
    outcome.answer("Let in: \(AdmissionRow.names(chosen))", in: space)
  }

  private func list(_ rows: [AdmissionRow], _ space: Workspace) throws {
    if json { return try Output.json(rows.map(\.encoded)) }
    guard !rows.isEmpty else {
      Output.answer("Nobody asks to be let in")
      return space.remarkOnSending()
    }
    let table = Table(
      titles: ["person", "key", "asked", "proof", "remark"],
      rows: rows.map { row in
        [
          row.encoded.person, row.encoded.key, String(row.encoded.asked.prefix(10)),
          row.encoded.proof, row.encoded.remark,
        ]
      }
    )
    Output.answer(table.text)
    Output.remark("hint: writ people admit \(rows.contains(where: \.isProven) ? "--all" : "ID")")
  }

  /// Says who waits and why nobody is let in by `--all`, and what helps.
  private static func explain(_ rows: [AdmissionRow], _ space: Workspace) {
    Output.answer("Nobody is let in")
    for row in rows {
      Output.remark(
        "'\(row.encoded.person)' waits: \(row.encoded.proof), \(row.encoded.remark); compare the key "
          + "\(row.encoded.key) with the person, then: "
          + "writ people admit \(row.encoded.person) --without-code"
      )
    }
    if rows.isEmpty { space.remarkOnSending() }
  }

  private func choose(_ rows: [AdmissionRow]) throws -> [AdmissionRow] {
    guard !all else { return rows.filter(\.isProven) }
    return try ids.map { id in
      let fitting = rows.filter { $0.encoded.person == id }
      guard let row = fitting.first(where: \.isProven) ?? fitting.first else {
        throw Failure(
          "'\(id.safe)' does not ask to be let in",
          hint: "writ sync && writ people admit"
        )
      }
      guard row.isProven || withoutCode else {
        throw Failure(
          "the request of '\(id.safe)' proves nothing: \(row.encoded.proof)",
          cause: "its key is \(row.encoded.key); compare it with the person",
          hint: TypedCommand.current.adding("--without-code").text
        )
      }
      return row
    }
  }

  private func confirm(_ chosen: [AdmissionRow], _ space: Workspace) throws {
    for row in chosen {
      Output.remark("\(row.encoded.person)  \(row.encoded.key)  \(row.encoded.proof)")
    }
    try space.confirm(
      "Let them in?",
      actor,
      otherwise: "nobody was let in",
      hint: "writ people admit"
    )
  }

  private func edits(_ chosen: [AdmissionRow]) -> [RegistryEdit] {
    chosen.flatMap { row -> [RegistryEdit] in
      let waiting = row.waiting
      let admission = RegistryEdit.admit(waiting.request, vouch: waiting.vouch)
      guard !waiting.isKnown else { return [admission] }
      let person = waiting.request.person
      return [.join(person, key: nil, groups: groups, roles: []), admission]
    }
  }
}
