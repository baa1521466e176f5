import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// Maps on all cores and keeps the order; the error of the first element that fails is thrown.
  ///
  /// Worth it from some ten elements of a tenth of a millisecond each.
  public func concurrentMap<Output: Sendable, Failure: Error>(
    _ transform: @escaping @Sendable (Element) throws(Failure) -> Output
  ) throws(Failure) -> [Output] {
    // Dispatch gives the strips to as many threads as there are cores.
    let strips = Swift.min(16, count / 4)
    guard strips > 1 else { return try map(transform) }
    let results = Mutex<[Result<Output, Failure>?]>(
      Array<Result<Output, Failure>?>(repeating: nil, count: count)
    )
    DispatchQueue.concurrentPerform(iterations: strips) { strip in
      for index in stride(from: strip, to: count, by: strips) {
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
