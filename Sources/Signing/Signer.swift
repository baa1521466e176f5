/// Whoever can make SSH signatures: `ssh-keygen` at the edge, so that agents, passphrases and
/// security keys work.
public protocol Signer: Sendable {
  /// Signs bytes for a namespace and returns the signature as it was made, not yet checked.
  func sign(_ message: [UInt8], namespace: String) async throws -> [UInt8]
}
