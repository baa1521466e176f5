public import Git
public import Policies

extension PolicyRepository {
  /// The texts that a policy's file had, oldest first: each publication, and last the one on main.
  ///
  /// Publications are of the authoritative text; a translation has only its own text on main.
  ///
  /// - Parameters:
  ///   - path: the file, such as `policies/social-media/policy.md`.
  ///   - commit: the commit of main on which the next text builds.
  /// - Returns: the texts, each with the name that `writ redline` knows it by.
  /// - Throws: a `Refusal` when a publication is not as it was published.
  public func earlierTexts(of path: String, at commit: ObjectID) throws -> [EarlierText] {
    let parts = path.split(separator: "/").map(String.init)
    guard path.isPolicyText, parts.count == 3 else { return [] }
    var texts: [EarlierText] = []
    if path == PolicyRepository.path(of: parts[1]) {
      for entry in try PublicationShelf(self).entries where entry.publication.policy == parts[1] {
        let version = entry.publication.version.description
        texts.append(EarlierText(name: version, document: try document(of: entry)))
      }
    }
    if let bytes = try file(path, at: commit) {
      texts.append(
        EarlierText(name: "main", document: try PolicyRepository.parse(bytes, id: parts[1]))
      )
    }
    return texts
  }
}
