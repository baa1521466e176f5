import Foundation
import Testing

/// Real texts that nobody wrote for Writ, put through the whole path.
///
/// The texts are not part of this repository: `WRIT_TEST_POLICIES` names a folder of Markdown
/// policies without front matter.
@Suite(.enabled(if: RealPolicies.folder != nil, "WRIT_TEST_POLICIES names no folder of policies"))
struct RealPoliciesTests {
  @Test(arguments: RealPolicies.files)
  func `A real policy is proposed, merged, published, signed and verified`(file: String) throws {
    let session = try Session()
    try session.setUp("company")
    let id = String(file.dropLast(3)).lowercased().prefix(40)
    let text = try String(contentsOfFile: "\(RealPolicies.folder ?? "")/\(file)", encoding: .utf8)
    let policy = "\(session.work)/acme/policies/\(id)"
    try FileManager.default.createDirectory(atPath: policy, withIntermediateDirectories: true)
    let front = "---\nid: \(id)\ntitle: \(id)\naudience: [everyone]\nlanguage: en\n---\n"
    try (front + numbered(text)).write(
      toFile: policy + "/policy.md",
      atomically: true,
      encoding: .utf8
    )
    let steps = [
      "writ propose \(id) --as new -m 'A policy that we have'",
      "writ review new --approve --person bruno --key $WORK/bruno", "writ merge new",
      "writ publish \(id)", "writ ack \(id) --yes --person chen --key $WORK/chen", "writ verify",
      "git fsck --strict --no-dangling",
    ]
    for step in steps {
      let (output, status) = try session.shell(step)
      #expect(status == 0, "\(step): \(output)")
    }
    #expect(try session.shell("writ redline \(id)").output == "No word changed\n")
  }

  /// Gives every heading outside code an id, as one does by hand; takes old front matter off.
  private func numbered(_ text: String) -> String {
    var text = text
    if text.hasPrefix("---\n"), let end = text.range(of: "\n---\n") {
      text = String(text[end.upperBound...])
    }
    var (number, inCode) = (0, false)
    return text.components(separatedBy: "\n").map { line in
      if line.hasPrefix("```") { inCode.toggle() }
      guard !inCode, line.hasPrefix("## ") || line.hasPrefix("### ") else { return line }
      number += 1
      let heading = line.replacingOccurrences(
        of: #"\s*\{.*\}\s*$|\s+#+\s*$"#,
        with: "",
        options: .regularExpression
      )
      return "\(heading) {#C-\(number)}"
    }.joined(separator: "\n")
  }
}

/// The folder of real policies and what is in it.
enum RealPolicies {
  static let folder: String? = {
    let named = ProcessInfo.processInfo.environment["WRIT_TEST_POLICIES"]
    return named.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
  }()

  static let files: [String] = {
    let all = folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0) } ?? []
    return all.filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted()
  }()
}
