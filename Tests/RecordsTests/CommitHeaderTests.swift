import Foundation
import Git
import Policies
import Signing
import TestTools
import Testing

@testable import Records

/// The one canonical form of a signed commit, against the forms that stock Git lets through.
struct CommitHeaderTests {
  private static let good = (try? genuine()) ?? ""

  /// What is done, what is replaced, and by what.
  static let changes: [(String, String, String)] = {
    let signature = String(
      good[(good.range(of: "gpgsig")?.lowerBound ?? good.startIndex)...].prefix(upTo: "\n\nack/1")
    )
    let block = String(signature.dropFirst("gpgsig".count))
    let author = "author ana <ana@writ.invalid> 1793491200 +0000\n"
    let committer = author.replacing("author", with: "committer")
    let tree = "tree \(ObjectID.emptyTree)\n"
    return [
      ("two gpgsig headers", "\n\nack/1", "\n\(signature)\n\nack/1"),
      ("a gpgsig-sha256 header", "gpgsig", "gpgsig-sha256 x\ngpgsig"),
      ("only a gpgsig-sha256 header", "gpgsig", "gpgsig-sha256"),
      ("a header after the signature", "\n\nack/1", "\nextra x\n\nack/1"),
      ("a header before the signature", "gpgsig", "extra x\ngpgsig"),
      ("an encoding header", "gpgsig", "encoding UTF-8\ngpgsig"),
      ("a merge tag header", "gpgsig", "mergetag x\ngpgsig"),
      ("two trees", tree, tree + tree), ("two authors", author, author + author),
      ("two committers", committer, committer + committer),
      ("the author last", author + committer, committer + author),
      ("a parent after the author", committer, committer + "parent \(ObjectID.emptyTree)\n"),
      ("a short parent", author, "parent 4b825dc\n" + author),
      ("a tree in capitals", "4b825dc", "4B825DC"), ("no tree", tree, ""),
      ("another committer", "committer ana <ana@", "committer bruno <bruno@"),
      ("another committer's address", "committer ana <ana@", "committer ana <bruno@"),
      ("another time of commit", committer, committer.replacing("1200", with: "1201")),
      ("another zone", "+0000", "+0100"), ("minus zero", "+0000", "-0000"),
      ("a negative time", "1793491200", "-1"), ("a time with zeros", "1793491200", "01793491200"),
      ("a time beyond its range", "1793491200", "999999999999"),
      ("two blanks", "> 1793491200", ">  1793491200"), ("a name", "ana <ana@", "Ana Silva <ana@"),
      ("another address", "@writ.invalid", "@example.com"),
      ("no address", " <ana@writ.invalid>", ""),
      ("bytes after END", "-----END SSH SIGNATURE-----", "-----END SSH SIGNATURE-----\n junk"),
      ("an empty line after END", "-----END SSH SIGNATURE-----", "-----END SSH SIGNATURE-----\n "),
      ("two armour blocks", "-----END SSH SIGNATURE-----", "-----END SSH SIGNATURE-----\n\(block)"),
      ("PGP", "SSH SIGNATURE", "PGP SIGNATURE"), ("X.509", "SSH SIGNATURE", "SIGNED MESSAGE"),
      ("CR LF in the header", "\ngpgsig", "\r\ngpgsig"), ("no blank line", "\n\nack/1", "\nack/1"),
      ("CR in the message", "acknowledge\n", "acknowledge\r\n"), ("NUL", "I have", "I\u{0}have"),
    ]
  }()

  @Test func theGenuineCommitIsReadAndWrittenBack() throws {
    let bytes = Array(Self.good.utf8)
    let commit = try SignedCommit(parsing: bytes)
    #expect(commit.encoded == bytes)
    #expect(commit.payload == (try Self.unsigned().payload))
    try commit.signature.verify(commit.payload, namespace: "git")
  }

  @Test(arguments: changes)
  func aChangedHeaderIsRefused(what: String, old: String, new: String) {
    let text = Self.good.replacing(old, with: new)
    #expect(Array(text.utf8) != Array(Self.good.utf8), "\(what) changes nothing")
    let code = refusal(Array(text.utf8))
    #expect(code == .header || code == .signatureForm, "\(what): \(String(describing: code))")
  }

  @Test func aSignatureInTheMessageDoesNotSignACommit() throws {
    let text = Self.good
    let start = try #require(text.range(of: "gpgsig "))
    let end = try #require(text.range(of: "\n\nack/1"))
    let signature = text[start.lowerBound..<end.lowerBound]
    let moved = text.replacing(signature + "\n", with: "") + signature + "\n"
    #expect(refusal(Array(moved.utf8)) == .signatureForm)
    let unsigned = text.replacing(signature + "\n", with: "")
    #expect(refusal(Array(unsigned.utf8)) == .signatureForm)
  }

  @Test func aCommitOverTheLimitIsRefusedBeforeItIsRead() {
    let bytes = [UInt8](repeating: 0x61, count: SignedCommit.sizeLimit + 1)
    #expect(refusal(bytes) == .object)
    #expect(refusal([]) == .header)
  }

  @Test func everyByteThatIsChangedIsNoticed() throws {
    let bytes = Array(Self.good.utf8)
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 0x01
      guard let commit = try? SignedCommit(parsing: changed) else { continue }
      #expect(commit.encoded == changed, "byte \(index)")
      #expect(throws: SigningError.self, "byte \(index)") {
        try commit.signature.verify(commit.payload, namespace: "git")
      }
    }
  }

  /// Stock Git verifies the second form of each, which is why the header is read strictly here.
  @Test(arguments: ["two gpgsig headers", "bytes after END", "two committers"])
  func itIsStricterThanStockGit(what: String) async throws {
    let change = try #require(Self.changes.first { $0.0 == what })
    let company = try await Company.founded()
    let bytes = Array(Self.good.replacing(change.1, with: change.2).utf8)
    let id = try company.git.write(RawObject(kind: .commit, bytes: bytes))
    #expect(throws: Refusal.self) { try ChainLink(id, in: company.git) }
  }

  private static func unsigned() throws -> UnsignedCommit {
    try UnsignedCommit(
      tree: .emptyTree,
      parents: [],
      person: Company.ana,
      time: 1_793_491_200,
      message: Array(Samples.text.utf8)
    )
  }

  private static func genuine() throws -> String {
    let unsigned = try unsigned()
    let signature = try SSHSignature(blob: SoftKey("ana").signature(of: unsigned.payload))
    return String(decoding: SignedCommit(unsigned, signature: signature).encoded, as: UTF8.self)
  }

  private func refusal(_ bytes: [UInt8]) -> Refusal.Code? {
    do throws(Refusal) {
      _ = try SignedCommit(parsing: bytes)
      return nil
    } catch {
      return error.code
    }
  }
}

extension Substring {
  fileprivate func prefix(upTo mark: String) -> Substring {
    range(of: mark).map { self[..<$0.lowerBound] } ?? self
  }
}
