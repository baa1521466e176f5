public import Git
public import Policies
public import Signing

/// A signed commit in the one form that Writ accepts.
///
/// Headers in this order and no others: `tree`, any `parent`s, `author`, `committer` (the same
/// bytes as the author, `+0000`), one `gpgsig`. What is accepted encodes to the bytes that were read.
public struct SignedCommit: Sendable {
  /// The tree.
  public let tree: ObjectID
  /// The parents, in order.
  public let parents: [ObjectID]
  /// Author and committer.
  public let person: PersonID
  /// When, as the signer declares it: seconds since 1970.
  public let time: Int
  /// The message, exactly.
  public let message: [UInt8]
  /// The signature.
  public let signature: SSHSignature
  /// What the signature covers: the commit without its `gpgsig` header.
  public let payload: [UInt8]

  /// A record, merge or proposal commit is never larger than this many bytes.
  public static let sizeLimit = 524_288

  /// Reads a raw commit.
  ///
  /// - Throws: `R-HEADER` or `R-SIGNATURE-FORM`, with the header that is wrong.
  public init(parsing bytes: [UInt8]) throws(Refusal) {
    guard bytes.count <= SignedCommit.sizeLimit else {
      throw Refusal(.object, "the commit has \(bytes.count) bytes")
    }
    var scanner = ByteScanner(bytes)
    let (draft, signed) = try SignedCommit.header(&scanner)
    let commit = try UnsignedCommit(
      tree: draft.tree,
      parents: draft.parents,
      person: draft.person,
      time: draft.time,
      message: Array(scanner.rest)
    )
    do throws(SigningError) {
      signature = try SSHSignature(armoured: signed)
    } catch {
      throw Refusal(.signatureForm, error.description)
    }
    (tree, parents, person, time) = (commit.tree, commit.parents, commit.person, commit.time)
    (message, payload) = (commit.message, commit.payload)
    // What the signature was read from is its canonical armour.
    guard isEncoded(as: bytes, armour: signed) else {
      throw Refusal(.header, "the commit is not in its canonical form")
    }
  }

  /// Puts a signature on a commit.
  public init(_ commit: UnsignedCommit, signature: SSHSignature) {
    (tree, parents, person, time) = (commit.tree, commit.parents, commit.person, commit.time)
    (message, payload) = (commit.message, commit.payload)
    self.signature = signature
  }

  /// The raw commit.
  public var encoded: [UInt8] { encoded(armour: signature.armoured) }

  private func encoded(armour: [UInt8]) -> [UInt8] {
    var bytes = Array(payload[..<split])
    bytes.reserveCapacity(payload.count + armour.count + 64)
    bytes.append(contentsOf: SignedCommit.header(armour: armour))
    bytes.append(contentsOf: payload[split...])
    return bytes
  }

  /// Whether these are the bytes of `encoded(armour:)`, which are not put together for that.
  private func isEncoded(as bytes: [UInt8], armour: [UInt8]) -> Bool {
    let header = SignedCommit.header(armour: armour)
    guard bytes.count == payload.count + header.count, bytes.holds(header, at: split) else {
      return false
    }
    return payload.withUnsafeBytes { payload in
      bytes.holds(UnsafeRawBufferPointer(rebasing: payload[..<split]), at: 0)
        && bytes.holds(
          UnsafeRawBufferPointer(rebasing: payload[split...]),
          at: split + header.count
        )
    }
  }

  /// Where in the payload the signature's header goes: before the empty line.
  private var split: Int { payload.count - message.count - 1 }

  private static func header(armour: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(armour.count + 64)
    bytes.append(contentsOf: "gpgsig".utf8)
    var scanner = ByteScanner(armour)
    while let line = scanner.line() {
      bytes.append(UInt8(ascii: " "))
      bytes.append(contentsOf: line)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }
}

extension SignedCommit {
  private typealias Header = (tree: ObjectID, parents: [ObjectID], person: PersonID, time: Int)

  private static func header(
    _ scanner: inout ByteScanner
  ) throws(Refusal) -> (Header, signature: [UInt8]) {
    guard let tree = scanner.line(after: "tree ").flatMap(objectID) else {
      throw Refusal(.header, "the first header is not one tree")
    }
    var parents: [ObjectID] = []
    while let line = scanner.line(after: "parent ") {
      guard let parent = objectID(line) else { throw Refusal(.header, "a parent is no object id") }
      parents.append(parent)
    }
    guard let author = scanner.line(after: "author "), let identity = Identity(author) else {
      throw Refusal(.header, "the author is not '<person> <<person>@writ.invalid> <time> +0000'")
    }
    guard let committer = scanner.line(after: "committer "), committer.elementsEqual(author) else {
      throw Refusal(.header, "the committer is not the author")
    }
    let signature = try armour(&scanner)
    guard scanner.line()?.isEmpty == true else {
      throw Refusal(.header, "there is a header after the signature")
    }
    return ((tree, parents, identity.person, identity.time), signature)
  }

  private static func armour(_ scanner: inout ByteScanner) throws(Refusal) -> [UInt8] {
    guard let first = scanner.line(after: "gpgsig ") else {
      throw Refusal(.signatureForm, "the commit is not signed, or has an unknown header")
    }
    var text: [UInt8] = []
    text.reserveCapacity(1024)
    text.append(contentsOf: first)
    text.append(UInt8(ascii: "\n"))
    while let line = scanner.line(after: " ") {
      text.append(contentsOf: line)
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }

  private static func objectID(_ line: ArraySlice<UInt8>) -> ObjectID? { ObjectID(digits: line) }
}
