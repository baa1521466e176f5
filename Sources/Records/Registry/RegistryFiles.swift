import Policies
import Signing

/// The files of a registry, each read in its one canonical form.
enum RegistryFiles {
  static let peopleHeader = "person,groups,joined,left"
  static let rolesPath = "roles.yml"

  /// The first byte of the person's SHA-256, in hexadecimal.
  static func shard(of person: PersonID) -> String {
    shards[Int(Digest.bytes(person.description.utf8)[0])]
  }

  private static let shards = (0..<256).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }

  static func signersPath(_ shard: String) -> String { "signers/\(shard)" }

  static func peoplePath(_ shard: String) -> String { "people/\(shard).csv" }

  static func signers(_ bytes: [UInt8], shard: String) throws(Refusal) -> [KeyGrant] {
    let path = signersPath(shard)
    var grants: [KeyGrant] = []
    let lines = try rows(bytes, path)
    for (number, line) in lines.enumerated() {
      guard let grant = KeyGrant(line: line) else {
        let text = String(decoding: line, as: UTF8.self)
        throw Refusal(.registry, "\(path):\(number + 1): \(KeyGrant.objection(to: text[...]))")
      }
      guard self.shard(of: grant.person) == shard else {
        throw Refusal(.registry, "\(path):\(number + 1): '\(grant.person)' is not of this file")
      }
      grants.append(grant)
    }
    // Each line is in its one spelling, so the file is canonical if their order is.
    guard zip(lines, lines.dropFirst()).allSatisfy({ $0.lexicographicallyPrecedes($1) })
    else {
      throw Refusal(.registry, "\(path): not sorted")
    }
    return grants
  }

  static func encode(_ grants: [KeyGrant]) -> [UInt8] {
    Array(Set(grants.map(\.line)).sorted().map { $0 + "\n" }.joined().utf8)
  }

  static func people(_ bytes: [UInt8], shard: String) throws(Refusal) -> [PersonEntry] {
    let path = peoplePath(shard)
    var people: [PersonEntry] = []
    let lines = try rows(bytes, path)
    for (number, line) in lines.dropFirst().enumerated() {
      guard let entry = PersonEntry(line: line), self.shard(of: entry.person) == shard else {
        throw Refusal(.registry, "\(path):\(number + 2): not a person of this file")
      }
      people.append(entry)
    }
    guard lines[0].elementsEqual(peopleHeader.utf8),
      zip(people, people.dropFirst()).allSatisfy({
        $0.person < $1.person
      })
    else {
      throw Refusal(.registry, "\(path): not sorted, or a person twice")
    }
    return people
  }

  static func encode(_ people: [PersonEntry]) -> [UInt8] {
    let rows = people.sorted { $0.person < $1.person }.map(\.line)
    return Array(([peopleHeader] + rows).map { $0 + "\n" }.joined().utf8)
  }

  /// `roles.yml`: one line a role, as in `legal: [ana, bruno]`, both sorted.
  static func roles(_ bytes: [UInt8]) throws(Refusal) -> [String: Set<PersonID>] {
    var roles: [String: Set<PersonID>] = [:]
    for (number, line) in try lines(bytes, "roles.yml").enumerated() {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, Identifier.isValid(parts[0]), parts[1].hasPrefix(" ["),
        parts[1].hasSuffix("]")
      else { throw Refusal(.registry, "roles.yml:\(number + 1): not '<role>: [<person>, …]'") }
      let names = parts[1].dropFirst(2).dropLast().split(separator: ", ")
      roles[String(parts[0])] = Set(names.compactMap { PersonID($0) })
    }
    guard encode(roles) == bytes else { throw Refusal(.registry, "roles.yml: not canonical") }
    return roles
  }

  static func encode(_ roles: [String: Set<PersonID>]) -> [UInt8] {
    let rows = roles.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map { role, people in
      "\(role): [\(people.sorted().map(\.description).joined(separator: ", "))]\n"
    }
    return Array(rows.joined().utf8)
  }

  private static func lines(_ bytes: [UInt8], _ path: String) throws(Refusal) -> [Substring] {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw Refusal(.registry, "\(path): not lines of UTF-8")
    }
    return try rows(bytes, path).map { Substring(decoding: $0, as: UTF8.self) }
  }

  /// The lines as bytes, of which nothing is known but where they end.
  private static func rows(
    _ bytes: [UInt8],
    _ path: String
  ) throws(Refusal) -> [ArraySlice<UInt8>] {
    guard bytes.last == UInt8(ascii: "\n") else {
      throw Refusal(.registry, "\(path): not lines of UTF-8")
    }
    return bytes.dropLast().parts(at: UInt8(ascii: "\n"))
  }
}
