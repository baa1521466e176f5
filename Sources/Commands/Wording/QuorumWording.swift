import Policies
import Records

extension RegistrarQuorum {
  /// What the loss of one key would mean; `nil` where a registrar is to spare.
  var danger: String? {
    guard !hasSpare else { return nil }
    let names = able.map(\.description).joined(separator: ", ")
    return able.count == 1
      ? "'\(names)' alone can change the registry; without that key nobody could, for good"
      : "all \(able.count) registrars must agree (\(names)); if one loses their key, "
        + "nobody can change the registry any more, nor end that key"
  }

  /// What to type then.
  static let remedy = "writ people roles ANOTHER --add registrar"
}

extension Workspace {
  /// Warns where a change took away the only registrar to spare.
  func remarkOnQuorum(after before: RegistrarQuorum) throws {
    let now = try PolicyRepository(git, pinned: policies.identity).registrarQuorum()
    guard before.hasSpare, let danger = now.danger else { return }
    Output.remark("note: \(danger)\nhint: \(RegistrarQuorum.remedy)")
  }
}
