import Foundation
import Testing
import TestTools

/// Hostile texts in a real browser.
@Suite(.enabled(if: Browser.program != nil, "no chromium or chrome is in PATH"))
struct BrowserTests {
  @Test func aHostilePolicyRunsNothing() throws {
    let pages = try SamplePages.all().suffix(4)
    for page in pages {
      let dom = try Browser.dom(of: page)
      #expect(dom.contains("</html>"))
      #expect(!dom.contains("<script"))
      #expect(!dom.contains("<title>pwned"))
      #expect(!dom.contains("<img"))
    }
  }

  @Test func theBrowserWouldRunAScriptOnAnotherPage() throws {
    let dom = try Browser.dom(
      of: "<!DOCTYPE html><title>x</title><script>document.title='pwned'</script>"
    )
    #expect(dom.contains("<title>pwned"))
  }
}

/// The browser of this machine.
enum Browser {
  static let program: String? = {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let names = ["chromium", "chromium-browser", "google-chrome"]
    return folders.split(separator: ":").flatMap { folder in names.map { "\(folder)/\($0)" } }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// What the browser makes of a page after its scripts, if any, have run.
  static func dom(of page: String) throws -> String {
    let folder = try TemporaryFolder()
    let file = try folder.write("page.html", page)
    return try Program.text(
      [
        program ?? "chromium", "--headless", "--no-sandbox", "--disable-gpu",
        "--user-data-dir=\(folder.path)/profile", "--virtual-time-budget=2000", "--dump-dom",
        "file://\(file)",
      ],
      in: folder.path
    )
  }
}
