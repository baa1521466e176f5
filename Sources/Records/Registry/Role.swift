/// The roles that Writ itself knows; an organisation may name others in its approval rules.
public enum Role {
  /// Changes the registry.
  public static let registrar = "registrar"
  /// Publishes versions.
  public static let publisher = "publisher"
  /// Approves policies, in the rules that a new repository starts with.
  public static let legal = "legal"
}
