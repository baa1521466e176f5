import ArgumentParser
import Records
import Signing

/// The command `writ people passkeys`.
struct PeoplePasskeys: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "passkeys",
    abstract: "Say which passkeys people may sign with in a browser",
    discussion: """
      A passkey belongs to a host name and signs on pages of that host only. Name the addresses of \
      the pages; the host names follow from them unless you name others. Under another host name \
      people must be let in anew; what they signed stays good.

      Without a setting no passkey is accepted.
      """
  )

  @Option(
    name: .customLong("origin"),
    help: ArgumentHelp("The address of a page, without a path", valueName: "https://host")
  )
  var origins: [String] = []

  @Option(
    name: .customLong("domain"),
    help: ArgumentHelp("The host name that passkeys belong to", valueName: "host")
  )
  var domains: [String] = []

  @Flag(help: "A touch is enough: do not ask for a PIN or fingerprint") var touchOnly = false
  @Flag(help: "Accept no passkeys from now on") var off = false
  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func validate() throws {
    guard off == origins.isEmpty else {
      throw ValidationError("Name at least one --origin, or say --off.")
    }
  }

  func run() async throws {
    let space = try place.open()
    let wanted = try off ? nil : rules()
    guard try space.policies.registry.passkeys(at: space.policies.registryTip) != wanted else {
      return Output.remark("That is so already; nothing was changed")
    }
    let outcome = try await space.scribe(actor).change([.passkeys(wanted)], because: "passkeys")
    outcome.answer(
      off
        ? "From now on no passkeys are accepted"
        : "From now on passkeys are accepted on \(origins.joined(separator: ", ").safe)",
      in: space
    )
  }

  private func rules() throws -> PasskeyRules {
    let hosts = origins.compactMap { origin in
      origin.split(separator: "/").last?.split(separator: ":").first.map(String.init)
    }
    do throws(SigningError) {
      return try PasskeyRules(
        domains: domains.isEmpty ? Array(Set(hosts)) : domains,
        origins: origins,
        needsVerification: !touchOnly
      )
    } catch {
      throw Failure(
        "these passkeys cannot be accepted",
        cause: error.description.safe,
        hint: "writ people passkeys --origin https://policies.example.com",
        status: .couldNotRun
      )
    }
  }
}
