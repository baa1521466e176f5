import Documents
import Linting
import Policies

/// The words of an authoritative text in English, as findings of `writ policy check`.
struct WordingCheck {
  let path: String
  let bytes: [UInt8]
  let document: PolicyDocument

  /// What is found; nothing for a text in another language.
  func findings() throws -> [PolicyFinding] {
    let lines = LineIndex(bytes)
    return try wording().map { finding in
      let words = finding.matched.isEmpty ? "" : "'\(finding.matched)': "
      var found = PolicyFinding(
        .warning,
        finding.check,
        words + finding.message,
        path: path,
        at: lines.position(ofByte: finding.bytes.lowerBound)
      )
      (found.instead, found.regime, found.asOf) = (finding.instead, finding.regime, finding.asOf)
      return found
    }
  }

  /// The text with every slip mended that can be without changing its meaning; the same bytes if there is none.
  func mended() throws -> [UInt8] {
    var text: [UInt8] = []
    var done = 0
    for finding in try wording() {
      guard let better = finding.replacement, finding.bytes.lowerBound >= done else { continue }
      text += bytes[done..<finding.bytes.lowerBound] + Array(better.utf8)
      done = finding.bytes.upperBound
    }
    return text + bytes[done...]
  }

  private func wording() throws -> [PolicyWording.Finding] {
    guard document.front.language.hasPrefix("en") else { return [] }
    do throws(LintError) {
      return try PolicyWording.findings(
        in: bytes,
        bodyStart: bytes.count - document.body.utf8.count,
        title: document.front.title
      )
    } catch {
      throw Failure("\(path.safe): \(error.words)", status: .couldNotRun)
    }
  }
}
