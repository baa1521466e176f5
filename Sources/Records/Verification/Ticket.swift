import Synchronization

/// Hands out 0, 1, 2, … to several threads, each number once; or adds up what several threads did.
final class Ticket: Sendable {
  private let next = Atomic<Int>(0)

  /// The number that is handed out next.
  var count: Int { next.load(ordering: .relaxed) }

  func add(_ number: Int) { next.wrappingAdd(number, ordering: .relaxed) }

  func draw() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }
}
