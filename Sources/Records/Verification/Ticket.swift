import Synchronization

/// Hands out 0, 1, 2, … to several threads, each number once.
final class Ticket: Sendable {
  private let next = Atomic<Int>(0)

  func draw() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }
}
