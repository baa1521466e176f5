import Git
import Policies
import Signing

/// One file of a registry, read.
enum RegistryFile: Sendable {
  case roles([String: Set<PersonID>])
  case settings(RegistrySettings)
  case signers([KeyGrant], shard: String)
  case people([PersonEntry], shard: String)

  /// Reads files on all cores: at 10,000 people this is most of what a registry costs.
  ///
  /// - Parameters:
  ///   - files: where they stand.
  ///   - manifest: reads them.
  ///   - known: the keys, as `<type> <base64>`, that a shard listed before; they are good.
  /// - Returns: each with its object, in the same order.
  /// - Throws: `R-REGISTRY` for the first that is not canonical or does not belong there.
  static func read(
    _ files: [TreeFile],
    by manifest: Manifest,
    known: @escaping @Sendable (_ shard: String) -> Set<String>
  ) throws(Refusal) -> [(id: ObjectID, file: RegistryFile)] {
    // While one is read from the packs, others are parsed.
    try files.concurrentMap { source throws(Refusal) in
      var file = try RegistryFile(source.path, manifest.content(source.id))
      if case .signers(let grants, let shard) = file {
        file = .signers(try checked(grants, known(shard)), shard: shard)
      }
      return (source.id, file)
    }
  }

  private init(_ path: String, _ bytes: [UInt8]) throws(Refusal) {
    switch path {
    case RegistryFiles.rolesPath: self = .roles(try RegistryFiles.roles(bytes))
    case RegistrySettings.path: self = .settings(try RegistrySettings(parsing: bytes))
    default:
      let shard = try RegistryFile.shard(path)
      self =
        path == RegistryFiles.signersPath(shard)
        ? .signers(try RegistryFiles.signers(bytes, shard: shard), shard: shard)
        : .people(try RegistryFiles.people(bytes, shard: shard), shard: shard)
    }
  }

  private static func checked(
    _ grants: [KeyGrant],
    _ known: Set<String>
  ) throws(Refusal) -> [KeyGrant] {
    try grants.map { grant throws(Refusal) in
      guard !known.contains(grant.keyLine) else { return grant }
      do throws(SigningError) { return try grant.withKey() } catch {
        throw Refusal(.registry, "a key of '\(grant.person)' is \(error)")
      }
    }
  }

  private static func shard(_ path: String) throws(Refusal) -> String {
    for name in [path.dropFirst("signers/".count), path.dropFirst("people/".count).dropLast(4)] {
      let shard = String(name)
      let fits = path == RegistryFiles.signersPath(shard) || path == RegistryFiles.peoplePath(shard)
      if fits, shard.utf8.count == 2 { return shard }
    }
    throw Refusal(.registry, "'\(SafeText.excerpt(path))' does not belong into a registry")
  }
}
