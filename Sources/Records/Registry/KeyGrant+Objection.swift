import Policies
import Signing

extension KeyGrant {
  /// Why a line is not one of the registry's `allowed_signers` lines.
  ///
  /// OpenSSH reads far more than the registry writes: patterns, negation, quotes, other options
  /// and dates in the reader's own time zone (ssh-keygen(1), ALLOWED SIGNERS). Each of these could
  /// mean something else to Git than to Writ.
  static func objection(to line: Substring) -> String {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 4 else {
      return "not four words with one space between each: person, options, key type, key"
    }
    guard PersonID(words[0]) != nil else {
      return "'\(SafeText.excerpt(String(words[0])))' is no person's id"
    }
    guard PublicKey.Kind(rawValue: String(words[2])) != nil else {
      return "keys of type '\(SafeText.excerpt(String(words[2])))' are not accepted"
    }
    return objection(toOptions: words[1]) ?? "it is not in its canonical form"
  }

  private static func objection(toOptions text: Substring) -> String? {
    let options = text.split(separator: ",", omittingEmptySubsequences: false)
    let names = ["namespaces", "valid-after", "valid-before"]
    let found = options.map { String($0.prefix { $0 != "=" }) }
    if let other = found.first(where: { !names.contains($0) }) {
      return "the option '\(SafeText.excerpt(other))' may not stand in a registry"
    }
    guard found == Array(names.prefix(max(2, found.count))) else {
      return "the options are not namespaces, valid-after and at most valid-before, in this order"
    }
    guard options[0] == "namespaces=\"git\"" else { return "the namespace is not \"git\" alone" }
    for (name, option) in zip(found, options).dropFirst() {
      var value = Array(option.utf8.dropFirst(name.utf8.count + 1))[...]
      guard moment(&value) != nil, value.isEmpty else {
        return "\(name) is not a moment in UTC such as \"20261201000000Z\""
      }
    }
    return nil
  }
}
