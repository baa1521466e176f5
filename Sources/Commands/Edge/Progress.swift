import Foundation

/// A bar on standard error for work that takes longer than a second; nothing without a terminal.
struct Progress {
  private let title: String
  private let total: Int
  private let isShown: Bool
  private let start = Date()
  private var last = Date.distantPast
  private var hasDrawn = false

  init(_ title: String, of total: Int) {
    (self.title, self.total) = (title, total)
    isShown = isatty(STDERR_FILENO) == 1
  }

  /// Says how far the work is.
  mutating func advance(to count: Int) {
    guard isShown, total > 0 else { return }
    let now = Date()
    guard now.timeIntervalSince(start) > 1, now.timeIntervalSince(last) > 0.1 else { return }
    (last, hasDrawn) = (now, true)
    let filled = 24 * count / total
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
    FileHandle.standardError.write(Data("\r\(title) \(bar) \(100 * count / total) %".utf8))
  }

  /// Takes the bar away.
  func finish() {
    guard hasDrawn else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
  }
}
