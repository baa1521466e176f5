import Synchronization

/// A `Progress` that several threads move on, whose total is known when they begin.
final class SharedProgress: Sendable {
  private let title: String
  private let bar = Mutex<(progress: Progress?, count: Int)>((nil, 0))

  init(_ title: String) { self.title = title }

  /// Says how far the work is; what comes late from another thread moves nothing back.
  func advance(to count: Int, of total: Int) {
    bar.withLock { bar in
      var progress = bar.progress ?? Progress(title, of: total)
      bar.count = max(bar.count, count)
      progress.advance(to: bar.count)
      bar.progress = progress
    }
  }

  /// Takes the bar away.
  func finish() { bar.withLock { $0.progress?.finish() } }
}
