import Dispatch
import Foundation
import Synchronization

extension Array where Element: Sendable {
  /// Maps on all cores and keeps the order; the error of the first element that fails is thrown.
  ///
  /// Worth it from some ten elements of a tenth of a millisecond each.
  public func concurrentMap<Output: Sendable, Failure: Error>(
    _ transform: @escaping @Sendable (Element) throws(Failure) -> Output
  ) throws(Failure) -> [Output] {
    let workers = Swift.min(ProcessInfo.processInfo.activeProcessorCount, count / 4)
    guard workers > 1 else { return try map(transform) }
    let results = Mutex<[Result<Output, Failure>?]>(
      Array<Result<Output, Failure>?>(repeating: nil, count: count)
    )
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      for index in stride(from: worker, to: count, by: workers) {
        let result = Result { () throws(Failure) in try transform(self[index]) }
        results.withLock { $0[index] = result }
      }
    }
    var found: [Output] = []
    found.reserveCapacity(count)
    for result in results.withLock({ $0 }) {
      if let output = try result?.get() { found.append(output) }
    }
    return found
  }
}
