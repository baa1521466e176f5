import Crypto
import Dispatch
import Foundation
import Synchronization
import TestTools

/// What the machine can do at best: nothing but verifying, on all cores.
enum RawRate {
  /// Verifications of a message of a record's length, a second, for so many seconds.
  static func measure(seconds: Double) throws -> Double {
    let secret = try SoftKey("ana").secret
    let message = Data(repeating: 7, count: 95)
    let signature = try secret.signature(for: message)
    let key = secret.publicKey
    let count = Atomic<Int>(0)
    let start = Date()
    DispatchQueue.concurrentPerform(iterations: ProcessInfo.processInfo.activeProcessorCount) { _ in
      while Date().timeIntervalSince(start) < seconds {
        for _ in 0..<200 where key.isValidSignature(signature, for: message) {
          count.add(1, ordering: .relaxed)
        }
      }
    }
    return Double(count.load(ordering: .relaxed)) / Date().timeIntervalSince(start)
  }
}
