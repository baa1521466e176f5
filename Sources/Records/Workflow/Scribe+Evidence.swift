import Signing

extension Scribe {
  /// Signs bytes that are no record, for another namespace than Git's, and checks the signature.
  ///
  /// - Parameters:
  ///   - bytes: what to sign.
  ///   - namespace: what for; never `git`, so that it cannot be taken for a commit or tag.
  /// - Returns: the armoured signature.
  /// - Throws: `WorkflowError` for a key that is not the person's, or not valid now.
  public func sign(_ bytes: [UInt8], for namespace: String) async throws -> [UInt8] {
    precondition(namespace != "git")
    let member = try member()
    let armoured = try await signer.sign(bytes, namespace: namespace)
    let signature: SSHSignature
    do throws(SigningError) {
      signature = try SSHSignature(armoured: armoured)
      try signature.verify(bytes, namespace: namespace)
    } catch {
      throw WorkflowError.unusableSignature(error.description)
    }
    let grant = member.keys.first { $0.keyLine == signature.key.line }
    guard let grant else {
      throw WorkflowError.notTheirKey(person, fingerprint: signature.key.fingerprint)
    }
    guard grant.isValid(at: now) else { throw WorkflowError.keyExpired(person) }
    return signature.armoured
  }
}
