public import Git
public import Policies
import Signing

/// A commit that waits for its signature.
public struct UnsignedCommit: Sendable {
  /// The tree.
  public let tree: ObjectID
  /// The parents, in order.
  public let parents: [ObjectID]
  /// Author and committer.
  public let person: PersonID
  /// Seconds since 1970, as the signer declares it.
  public let time: Int
  /// The message; ends with LF.
  public let message: [UInt8]

  /// Times that the canonical form can write: up to the end of the year 9999.
  public static let times = 0...253_402_300_799

  /// Makes a commit.
  ///
  /// - Throws: `R-HEADER` for a time outside `times` or a message that is not UTF-8 lines.
  public init(
    tree: ObjectID,
    parents: [ObjectID],
    person: PersonID,
    time: Int,
    message: [UInt8]
  ) throws(Refusal) {
    guard UnsignedCommit.times.contains(time) else {
      throw Refusal(.header, "the time \(time) is out of range")
    }
    guard message.last == UInt8(ascii: "\n"), message.place(of: 0) == nil,
      message.place(of: UInt8(ascii: "\r")) == nil, (try? UTF8Span(validating: message.span)) != nil
    else { throw Refusal(.header, "the message is not lines of UTF-8") }
    self.tree = tree
    self.parents = parents
    self.person = person
    self.time = time
    self.message = message
  }

  /// The raw commit without a signature: what is signed.
  public var payload: [UInt8] {
    let identity = Identity(person: person, time: time).text
    var bytes: [UInt8] = []
    bytes.reserveCapacity(message.count + 512)
    func append(_ name: String, _ value: String) {
      bytes.append(contentsOf: name.utf8)
      bytes.append(UInt8(ascii: " "))
      bytes.append(contentsOf: value.utf8)
      bytes.append(UInt8(ascii: "\n"))
    }
    append("tree", tree.hex)
    for parent in parents { append("parent", parent.hex) }
    append("author", identity)
    append("committer", identity)
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: message)
    return bytes
  }
}

/// `<person> <<person>@writ.invalid> <seconds> +0000`.
struct Identity: Equatable {
  let person: PersonID
  let time: Int

  init(person: PersonID, time: Int) {
    self.person = person
    self.time = time
  }

  init?(_ line: ArraySlice<UInt8>) {
    let space = UInt8(ascii: " ")
    // What is read here is compared with the one spelling below.
    guard let end = line.firstIndex(of: space),
      let zone = line.lastIndex(of: space),
      let before = line[..<zone].lastIndex(of: space), before > end,
      let person = PersonID(String(decoding: line[..<end], as: UTF8.self)),
      (1...12).contains(zone - before - 1),
      let time = Int(String(decoding: line[(before + 1)..<zone], as: UTF8.self)),
      UnsignedCommit.times.contains(time)
    else { return nil }
    self.init(person: person, time: time)
    guard text.utf8.elementsEqual(line) else { return nil }
  }

  var text: String { "\(person.signature) \(time) +0000" }
}
