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
    do {
      person = try space.person(actor)
    } catch {
      return [broken("person", error)]
    }
    let tip = space.policies.registryTip
    let member = try? space.policies.registry.member(person, at: tip)
    return [who(person, member ?? nil)] + (await key(actor, person, member ?? nil))
  }

  private func who(_ person: PersonID, _ member: Member?) -> Examined {
    guard let member else {
      let waiting = (try? EnrolmentDesk(space.policies).waiting) ?? []
      return waiting.contains { $0.request.person == person }
        ? Examined("person", .note, "'\(person)' waits to be let in", "writ sync")
        : Examined("person", .bad, "'\(person)' is not in the registry", "writ people list")
    }
    guard member.entry.left == nil else {
      return Examined("person", .bad, "'\(person)' has left", "writ people list --all")
    }
    let roles = member.roles.sorted().joined(separator: ", ")
    return Examined("person", .good, "\(person)\(roles.isEmpty ? "" : ": \(roles)")")
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
        return [Examined("key", .bad, "\(name) is no longer valid", mend)]
      }
      return [Examined("key", .good, name), await trial(signer, key)]
    } catch {
      return [broken("key", error)]
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
      return broken("signature", error)
    }
  }

  private func broken(_ check: String, _ error: any Error) -> Examined {
    let failure = ErrorWording.failure(for: error)
    let cause = failure.cause.map { ": \($0)" } ?? ""
    return Examined(check, .bad, failure.message + cause, failure.hint)
  }
}
