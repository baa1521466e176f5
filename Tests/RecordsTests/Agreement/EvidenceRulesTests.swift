import Foundation
import Policies
import TestTools
import Testing

/// `verify.sh` of a pack reads approval rules in a shell: what it dares to read, Writ reads the same.
@Suite struct EvidenceRulesTests {
  private static let script = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Sources/Commands/Audit/Evidence/verify.sh").standardized.path

  private static let paths = [
    "policies/social-media/policy.md", "policies/a/rules/X.yml", "goals.yml", "writ.yml",
    "README.md", "accounts.yml", "training/a/quiz.yml",
  ]

  /// What the script says of each text: what it asks for where all paths of a set changed.
  ///
  /// - Returns: for each text and set the needs, as "legal 1" lines; `nil` where it is not sure.
  private func needs(_ texts: [String], _ sets: [[String]]) throws -> [[String]?] {
    let folder = try TemporaryFolder()
    for (index, text) in texts.enumerated() { _ = try folder.write("\(index).yml", text) }
    for (index, set) in sets.enumerated() {
      _ = try folder.write("\(index).paths", set.map { $0 + "\n" }.joined())
    }
    let loop = """
      eval "$(sed -n '/^rules() {/,/^}/p; /^wanted() {/,/^}/p' "$0")"
      i=0; while [ -f $i.yml ]; do
        rules <$i.yml >rules || { echo unsure; i=$((i + 1)); continue; }
        for set in *.paths; do wanted rules <$set | sort | tr '\\n' ','; printf ';'; done
        echo; i=$((i + 1))
      done
      """
    let said = try Program.text(["sh", "-c", loop, Self.script], in: folder.path)
    return said.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line == "unsure"
        ? nil : line.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// The same by Writ's own reading; `nil` where Writ does not take the file.
  private func expected(_ text: String, _ sets: [[String]]) -> [String]? {
    guard let organisation = try? Organisation(parsing: Array(text.utf8)) else { return nil }
    return sets.map { set in
      guard let needs = organisation.approvals.needs(for: set) else { return "nobody 0," }
      return needs.map { "\($0.key) \($0.value)," }.sorted().joined()
    }
  }

  private static let sets = [[paths[0]], [paths[2], paths[3]], paths, [paths[1], paths[6]]]

  @Test func `The forms that people write are read`() throws {
    let head = "organisation: Ben's Bikes # shop\nstatement: \"I {title}: 'yes' # ok\"\n"
    let forms = [
      "approvals:\n  - paths: [\"policies/**\", goals.yml]\n    needs: {legal: 1}\n  - paths: [\"**\"]\n    needs: {legal: 2, it: 1}\n",
      "approvals:\n- needs:\n    legal: 2\n  paths:\n  - policies/*/rules/*.yml\n  - \"*.md\" # all\n- paths: ['*']\n  needs: {legal: 1}\n",
      "# rules\napprovals: # ours\n\n  # first\n  - paths:\n      - \"**/policy.md\"\n      - \"?oals.yml\"\n    needs:\n      legal: 1\n      works-council: 3\ndue-days: 3\n",
      "approvals:\n  - paths: [ \"a.c\", \"README.md\" ]\n    needs: { legal: 10 }\nnotice-days: {material: 1}\n",
    ].map { head + $0 }
    let said = try needs(forms, Self.sets)
    for (form, said) in zip(forms, said) where !form.contains("'*'") {
      #expect(said?.dropLast().map { String($0) } == expected(form, Self.sets), "\(form)")
    }
    // Single quotes are left to a person.
    #expect(said[1] == nil)
  }

  @Test func `Whatever the script is sure of, Writ reads the same`() throws {
    var random = SeededGenerator(seed: 23)
    let texts = (0..<2000).map { _ in EvidenceRulesTests.made(&random) }
    let said = try needs(texts, Self.sets)
    #expect(said.count == texts.count)
    var compared = 0
    for (text, said) in zip(texts, said) {
      guard let said, let expected = expected(text, Self.sets) else { continue }
      compared += 1
      #expect(said.dropLast().map { String($0) } == expected, "\(text)")
    }
    #expect(compared > 100)
  }

  /// A `writ.yml` that somebody bent in a few places, mostly where it matters.
  private static func made(_ random: inout SeededGenerator) -> String {
    var lines = [
      "organisation: Acme", "statement: \"I have read {title} {version} of {organisation}.\"",
      "approvals:", "  - paths: [\"policies/**\", \"README.md\"]", "    needs: {legal: 1}",
      "  - paths:", "      - writ.yml", "      - \"*.yml\"", "    needs:", "      it: 2",
      "      legal: 1", "  - paths: [\"**\"]", "    needs: {legal: 2}", "due-days: 14",
    ]
    let bent = [
      "approvals:", "  - paths: [\"goals.yml\"]", "    needs: {it: 3}", "    needs:", "      hr: 1",
      "      - goals.yml", "      - \"**\"", "    paths:", "statement: \"a", "roster: {person: \"a",
      "roster:", "  prefix: 'p", "  person: |", "    x\"", "]", "}", "# it's \"", "---", "...", "",
      "  needs: {legal: 9}", "      legal: 9", "   - goals.yml", "&a", "\u{2028}approvals:",
    ]
    let pieces = [
      "\"", "'", " # ", "#", "[", "]", "{", "}", ",", ":", " ", "  ", "- ", "&a ", "*a", "| ", "> ",
      "\\", "\t", "\r", "\u{2028}", "\u{85}", "!", "**", "legal", "1", "0", "? ", "\n", "%", "é",
    ]
    for _ in 0..<(1 + Int(random.next() % 3)) {
      let at = Int(random.next() % UInt64(lines.count))
      switch random.next() % 5 {
      case 0: lines.insert(random.pick(bent), at: at)
      case 1: lines.remove(at: at)
      case 2: lines.swapAt(at, Int(random.next() % UInt64(lines.count)))
      case 3:
        var letters = Array(lines[at])
        let place = Int(random.next() % UInt64(letters.count + 1))
        letters.insert(contentsOf: random.pick(pieces), at: place)
        lines[at] = String(letters)
      default:
        lines[at] = random.happens(50) ? " " + lines[at] : String(lines[at].dropFirst())
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
