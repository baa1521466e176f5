import Testing

@testable import Records

/// Work on all cores that comes out as if it were done in turn.
struct ConcurrentMapTests {
  private struct Bad: Error, Equatable { var number: Int }

  @Test(arguments: [0, 1, 3, 7, 8, 64, 1_001])
  func resultsStandInTheOrderOfTheElements(count: Int) {
    let numbers = Array(0..<count)
    #expect(numbers.concurrentMap { $0 * 2 } == numbers.map { $0 * 2 })
  }

  @Test(arguments: [5, 200]) func theFirstElementThatFailsIsTheErrorOfAll(count: Int) {
    for first in [0, 2, count - 1] {
      let error = #expect(throws: Bad.self) {
        try Array(0..<count).concurrentMap { number throws(Bad) in
          if number >= first { throw Bad(number: number) }
          return number
        }
      }
      #expect(error == Bad(number: first))
    }
  }
}
