import Git
public import Policies
import Signing

/// `tag/1`: the signed annotated tag of a published version.
public struct PolicyTag: Sendable {
  let commit: ObjectID
  let person: PersonID
  let time: Int
  let repository: String
  let policy: String
  let version: PolicyVersion
  let digest: String

  /// The full name of a version's tag.
  public static func ref(_ policy: String, _ version: PolicyVersion) -> String {
    "refs/tags/policy/\(policy)/\(version)"
  }

  /// What is signed: the tag object without its signature.
  var payload: [UInt8] {
    let name = PolicyTag.ref(policy, version).dropFirst("refs/tags/".count)
    return Array(
      """
      object \(commit)
      type commit
      tag \(name)
      tagger \(Identity(person: person, time: time).text)

      tag/1 \(policy) \(version)

      Writ-Format: tag/1
      Writ-Repository: \(repository)
      Writ-Person: \(person)
      Writ-Policy: \(policy)
      Writ-Version: \(version)
      Writ-Digest: \(digest)

      """.utf8
    )
  }

  /// Reads a raw tag object in its one canonical form.
  static func parse(_ bytes: [UInt8]) throws(Refusal) -> (tag: PolicyTag, signature: SSHSignature) {
    guard bytes.count <= SignedCommit.sizeLimit,
      let start = bytes.firstRange(of: SSHSignature.begin)
    else { throw Refusal(.signatureForm, "the tag is not signed, or too large") }
    let payload = Array(bytes[..<start.lowerBound])
    let tag = try PolicyTag(payload: payload)
    guard tag.payload == payload else {
      throw Refusal(.header, "the tag is not in its canonical form")
    }
    do throws(SigningError) {
      return (tag, try SSHSignature(armoured: Array(bytes[start.lowerBound...])))
    } catch {
      throw Refusal(.signatureForm, error.description)
    }
  }

  private init(payload: [UInt8]) throws(Refusal) {
    var scanner = ByteScanner(payload)
    var values: [String] = []
    let prefixes: [StaticString] = [
      "object ", "type ", "tag ", "tagger ", "", "tag/1 ", "", "Writ-Format: ",
      "Writ-Repository: ", "Writ-Person: ", "Writ-Policy: ", "Writ-Version: ", "Writ-Digest: ",
    ]
    for prefix in prefixes {
      guard let line = scanner.line(after: prefix) else {
        try PolicyTag.refuseNewer(scanner)
        throw Refusal(.header, "the tag has no line '\(prefix)' in its place")
      }
      values.append(String(decoding: line, as: UTF8.self))
    }
    guard let commit = ObjectID(hex: values[0]), let tagger = Identity(ArraySlice(values[3].utf8)),
      let version = PolicyVersion(values[11]), Identifier.isValid(values[10])
    else { throw Refusal(.header, "the tag's header or fields are not as they must be") }
    self.commit = commit
    (person, time) = (tagger.person, tagger.time)
    (repository, policy, digest) = (values[8], values[10], values[12])
    self.version = version
  }

  /// Tells a later `tag/2` from a tag that is only wrong.
  private static func refuseNewer(_ scanner: ByteScanner) throws(Refusal) {
    var ahead = scanner
    let line = ahead.line().map { String(decoding: $0, as: UTF8.self) } ?? ""
    let word = String(line.prefix { $0 != " " })
    if FormatNames.isFormat(word), word != "tag/1" { throw Refusal(unknownFormat: word) }
  }

  init(
    commit: ObjectID,
    person: PersonID,
    time: Int,
    repository: String,
    policy: String,
    version: PolicyVersion,
    digest: String
  ) {
    self.commit = commit
    (self.person, self.time) = (person, time)
    self.repository = repository
    (self.policy, self.version, self.digest) = (policy, version, digest)
  }
}

extension [UInt8] {
  fileprivate func firstRange(of needle: [UInt8]) -> Range<Int>? {
    guard let first = needle.first else { return nil }
    var start = startIndex
    while let found = self[start...].firstIndex(of: first) {
      if self[found...].starts(with: needle) { return found..<(found + needle.count) }
      start = found + 1
    }
    return nil
  }
}
