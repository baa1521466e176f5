import Foundation
import Git
import Policies
import Records
import Signing

/// Looks at who works here, and whether their key can sign.
struct PersonExamination {
  let space: Workspace

  func findings(_ actor: ActorOptions) async -> [Examined] {
    let person: PersonID
    let member: Member?
    let who: Examined
    do {
      person = try space.person(actor)
      member = try space.policies.registry.member(person, at: space.policies.registryTip)
      who = try self.who(person, member)
    } catch {
      return [Examined("person", failing: error)]
    }
    return [who] + quorum(member) + (await key(actor, person, member))
  }

  private func who(_ person: PersonID, _ member: Member?) throws -> Examined {
    guard let member else {
      return try EnrolmentDesk(space.policies).waiting.contains { $0.request.person == person }
        ? Examined("person", .note, "'\(person)' waits to be let in", "writ sync")
        : Examined("person", .bad, "'\(person)' is not in the registry", "writ people list")
    }
    guard member.entry.left == nil else {
      return Examined("person", .bad, "'\(person)' has left", "writ people list --all")
    }
    let roles = member.roles.sorted().joined(separator: ", ")
    return Examined("person", .good, "\(person)\(roles.isEmpty ? "" : ": \(roles)")")
  }

  /// Tells a registrar what the loss of one key would mean.
  private func quorum(_ member: Member?) -> [Examined] {
    guard member?.roles.contains(Role.registrar) ?? false else { return [] }
    let found = Examined.of("registrars") {
      let quorum = try space.policies.registrarQuorum()
      guard let danger = quorum.danger else {
        return Examined("registrars", .good, "\(quorum.needed) of \(quorum.able.count) decide")
      }
      return Examined("registrars", .note, danger, RegistrarQuorum.remedy)
    }
    return [found]
  }

  private func key(
    _ actor: ActorOptions,
    _ person: PersonID,
    _ member: Member?
  ) async -> [Examined] {
    do {
      let signer = try space.signer(actor)
      let key = try await signer.publicKey()
      let name = "\(signer.key.safe) (\(key.fingerprint))"
      guard let grant = member?.keys.first(where: { $0.keyLine == key.line }) else {
        return [Examined("key", .bad, "\(name) is not entered for '\(person)'", "writ me")]
      }
      guard grant.isValid(at: space.edge.now) else {
        let mend = "git config user.signingkey PATH-OF-THE-KEY-IN-USE"
        return [Examined("key", .bad, "\(name) is not valid at \(space.edge.now)", mend)]
      }
      return [Examined("key", .good, name), await trial(signer, key)]
    } catch {
      return [Examined("key", failing: error)]
    }
  }

  /// Signs a text that means nothing, as a record would be signed.
  private func trial(_ signer: SSHKeygen, _ key: PublicKey) async -> Examined {
    let text = Array("writ doctor: a trial\n".utf8)
    do {
      let signature = try SSHSignature(armoured: try await signer.sign(text, namespace: "git"))
      try signature.verify(text, namespace: "git")
      guard signature.key == key else {
        return Examined("signature", .bad, "another key signed", "ssh-add -l")
      }
      return Examined("signature", .good, "a trial signature is good")
    } catch {
      return Examined("signature", failing: error)
    }
  }
}
