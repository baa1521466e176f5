/// A calendar day without a time or a zone, as people write it in documents: `2027-12-01`.
public struct Day: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The year, 1 to 9999.
  public let year: Int

  /// The month, 1 to 12.
  public let month: Int

  /// The day of the month, from 1.
  public let day: Int

  /// Reads the form `YYYY-MM-DD` of RFC 3339; nil when it is not a day of the calendar.
  public init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2],
      parts.joined().allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
    else { return nil }
    let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
    self.init(year: numbers[0], month: numbers[1], day: numbers[2])
  }

  /// Makes a day of the Gregorian calendar; nil when there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard year >= 1, year <= 9999, (1...12).contains(month) else { return nil }
    guard (1...Day.length(of: month, in: year)).contains(day) else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// Earlier comes first.
  public static func < (left: Day, right: Day) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  /// The day as `YYYY-MM-DD`.
  public var description: String {
    [(year, 4), (month, 2), (day, 2)]
      .map { number, width in
        let digits = String(number)
        return String(repeating: "0", count: width - digits.count) + digits
      }
      .joined(separator: "-")
  }

  /// The day that many days later; nil beyond the year 9999.
  public func adding(days: Int) -> Day? {
    var (year, month, day) = (year, month, day + max(0, days))
    while day > Day.length(of: month, in: year) {
      day -= Day.length(of: month, in: year)
      (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
      if year > 9999 { return nil }
    }
    return Day(year: year, month: month, day: day)
  }

  private static func length(of month: Int, in year: Int) -> Int {
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    if month == 2 { return isLeap ? 29 : 28 }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}
