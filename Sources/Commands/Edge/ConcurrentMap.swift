import Dispatch
import Foundation
import Synchronization

extension Array where Element: Sendable {
  /// Maps on all cores and keeps the order; the error of the first element that fails is thrown.
  ///
  /// Worth it from some ten elements of a tenth of a millisecond each.
  func concurrentMap<Output: Sendable>(
    _ transform: @escaping @Sendable (Element) throws -> Output
  ) throws -> [Output] {
    let workers = Swift.min(ProcessInfo.processInfo.activeProcessorCount, count / 4)
    guard workers > 1 else { return try map(transform) }
    let results = Mutex<[Int: Result<Output, any Error>]>([:])
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      for index in stride(from: worker, to: count, by: workers) {
        let result = Result { try transform(self[index]) }
        results.withLock { $0[index] = result }
      }
    }
    let found = results.withLock { $0 }
    return try indices.compactMap { try found[$0]?.get() }
  }
}
