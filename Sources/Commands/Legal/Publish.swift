import ArgumentParser
import Git
import Policies
import Records

/// The command `writ publish`.
struct Publish: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Put the merged text of a policy in force as a new version",
    discussion: """
      The first number of the version rises when a merged change is material, and people are asked \
      to sign again; else the second rises, and nobody is asked.
      """
  )

  @Argument(help: "The policy") var policy: String
  @Option(
    help: ArgumentHelp(
      "From when it applies, as in 2026-12-01 (default: now, or after its notice)",
      valueName: "date"
    )
  )
  var effective: String?
  @Flag(help: "Ask people to sign again, although no merged change does") var material = false
  @Option(help: ArgumentHelp("Take this version out of force instead", valueName: "version"))
  var withdraw: String?
  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let space = try place.open()
    let scribe = try space.scribe(actor)
    if let withdraw { return try await takeBack(withdraw, scribe, space) }
    let plan = try scribe.plan(publishing: policy, effective: try start(), raised: material)
    try RuleClauses.require(of: plan, space.policies)
    try await scribe.publish(plan)
    let date = plan.effective > space.edge.now ? "from \(plan.effective.date)" : "now"
    Output.answer("Published \(policy) \(plan.version) (\(plan.change.rawValue)), in force \(date)")
    let audience = plan.audience.joined(separator: ", ").safe
    Output.remark(
      plan.change == .material
        ? "Asked to sign: \(audience)"
        : "Nobody is asked to sign again."
    )
    try noteTranslations(plan, space)
    Output.remark("hint: writ status \(policy)")
    space.remarkOnSending()
  }

  /// People who read a translation are shown the authoritative words beside what is out of date.
  private func noteTranslations(_ plan: PublicationPlan, _ space: Workspace) throws {
    guard let entry = try PublicationShelf(space.policies).entry(policy, plan.version) else {
      return
    }
    for state in try space.policies.translationStates(of: entry) where !state.isCurrent {
      Output.remark("note: in \(state.language): \(state.summary.safe)")
    }
  }

  private func takeBack(_ text: String, _ scribe: Scribe, _ space: Workspace) async throws {
    guard let version = PolicyVersion(text) else {
      throw WorkflowError.unknownVersion(policy, text, known: [])
    }
    try await scribe.withdraw(policy, version)
    Output.answer("Withdrew \(policy) \(version)")
    Output.remark("hint: writ status")
    space.remarkOnSending()
  }

  private func start() throws -> Instant? {
    guard let effective else { return nil }
    if let instant = Instant(effective) ?? Instant(effective + "T00:00:00Z") { return instant }
    throw Failure(
      "'\(effective.safe)' is no date; write it as in 2026-12-01",
      hint: "writ publish \(policy.shellWord) --effective 2026-12-01",
      status: .couldNotRun
    )
  }
}
