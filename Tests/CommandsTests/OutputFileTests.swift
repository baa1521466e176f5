import Testing

/// Files that a command writes: a link leads on, and what is no file is never replaced by one.
struct OutputFileTests {
  private let session: Session

  init() throws {
    session = try Session()
    try session.setUp("published")
  }

  private static let page = "writ read social-media --html --output"

  @Test func `A link is followed and stays one`() throws {
    try session.good("echo old >kept.html && ln -s kept.html link.html && \(Self.page) link.html")
    try session.good("test -L link.html && grep -q '<html' kept.html")
  }

  @Test func `A pipe is written to and stays one`() throws {
    try session.good("mkfifo pipe && { cat pipe >read.html & } && \(Self.page) pipe && wait")
    try session.good("test -p pipe && grep -q '<html' read.html")
  }

  @Test func `A dash is standard output`() throws {
    let page = try session.good("\(Self.page) - && test ! -e ./-")
    #expect(page.hasPrefix("<!DOCTYPE html>") && !page.contains("Wrote"))
    try session.good("writ evidence --person ana --output - --key $WORK/ana >pack.zip")
    try session.good("python3 -m zipfile -t pack.zip")
  }
}
