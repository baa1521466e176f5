import Foundation
import Testing

/// Real texts that nobody wrote for Writ, put through the whole path.
///
/// The texts are not part of this repository: `WRIT_TEST_POLICIES` names a folder of Markdown
/// policies without front matter.
@Suite(.enabled(if: RealPolicies.folder != nil, "WRIT_TEST_POLICIES names no folder of policies"))
struct RealPoliciesTests {
  @Test(arguments: RealPolicies.files)
  func `A real policy comes in word for word, and is merged, published, signed and verified`(
    file: String
  ) throws {
    let session = try Session()
    try session.setUp("company")
    let id = String(String(file.prefix { $0 != "." }).lowercased().prefix(40))
    let source = "\(RealPolicies.folder ?? "")/\(file)"
    let steps = [
      "writ policy new \(id) --from '\(source)' --owner role:legal --review-by 2027-01-31",
      "writ policy check \(id)", "writ propose \(id) --as new -m 'A policy that we have'",
      "writ review new --approve --person bruno --key $WORK/bruno", "writ merge new",
      "writ publish \(id)", "writ ack \(id) --yes --person chen --key $WORK/chen", "writ verify",
      "git fsck --strict --no-dangling",
    ]
    for step in steps {
      let (output, status) = try session.shell(step)
      #expect(status == 0, "\(step): \(output)")
    }
    #expect(try session.shell("writ redline \(id)").output == "No word changed\n")
    let policy = "\(session.work)/acme/policies/\(id)/policy.md"
    let (before, after) = try (RealPolicies.text(source), RealPolicies.text(policy))
    // A text without headings is given its title as one; no other word comes or goes.
    #expect(after == before || after.hasSuffix(" " + before), "\(file)")
  }
}

/// The folder of real policies and what is in it.
enum RealPolicies {
  static let folder: String? = {
    let named = ProcessInfo.processInfo.environment["WRIT_TEST_POLICIES"]
    return named.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
  }()

  /// The words of a text without front matter, clause ids, marks and line ends.
  static func text(_ path: String) throws -> String {
    var text = try String(contentsOfFile: path, encoding: .utf8)
    if text.hasPrefix("---\n"), let end = text.range(of: "\n---\n") {
      text = String(text[end.upperBound...])
    }
    text = text.replacingOccurrences(of: #" \{#[^}]*\}"#, with: "", options: .regularExpression)
    text = text.replacingOccurrences(of: #"(?m)^#+ "#, with: "", options: .regularExpression)
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  static let files: [String] = {
    let all = folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0) } ?? []
    return all.filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted()
  }()
}
