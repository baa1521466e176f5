/// `registry/1`: a new version of the people, keys, roles and groups.
struct RegistryChange: Statement {
  static let format = RecordFormat.registry

  /// One more than the version before.
  var version: Int
  /// The manifest of the registry's tree.
  var manifest: String
  /// The reviews that count towards the threshold, beside the signer.
  var approvals: [ApprovalReference]
  /// The tips of chains whose keys end here, as `<ref> <object id>`.
  var tips: [String]

  init(
    version: Int,
    manifest: String,
    approvals: [ApprovalReference] = [],
    tips: [String] = []
  ) {
    self.version = version
    self.manifest = manifest
    self.approvals = approvals.sorted()
    self.tips = tips.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  init(_ record: Record) throws(Refusal) {
    guard let version = Int(try record.value("Writ-Version")) else {
      throw Refusal(.record, "no Writ-Version")
    }
    self.version = version
    manifest = try record.value("Writ-Manifest")
    approvals = try record.approvals()
    tips = record.values("Writ-Tip")
  }

  var fields: [Record.Field] {
    RegistryChange.fields(["Writ-Version": String(version), "Writ-Manifest": manifest])
      + approvals.map { Record.Field(name: "Writ-Approval", value: $0.description) }
      + tips.map { Record.Field(name: "Writ-Tip", value: $0) }
  }
}
