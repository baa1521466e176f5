/// A moment in UTC to the second, written `2026-12-01T00:00:00Z`.
///
/// The calendar arithmetic is the usual one of days since 1970 in the proleptic Gregorian
/// calendar (Hinnant, "chrono-compatible low-level date algorithms").
public struct Instant: Hashable, Comparable, Sendable {
  /// Seconds since 1970.
  public let seconds: Int

  /// Makes a moment from seconds since 1970.
  public init(seconds: Int) { self.seconds = seconds }

  /// Reads `2026-12-01T00:00:00Z`; `nil` for any other spelling or a date that does not exist.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "Z")
    else { return nil }
    self.init(bytes[...], starts: (0, 5, 8, 11, 14, 17))
  }

  /// Reads `20261201000000Z`; `nil` for any other spelling or a date that does not exist.
  init?(compact bytes: ArraySlice<UInt8>) {
    guard bytes.count == 15, bytes.last == UInt8(ascii: "Z") else { return nil }
    self.init(bytes, starts: (0, 4, 6, 8, 10, 12))
  }

  /// Reads a year of four digits and five numbers of two, each from its place on.
  private init?(_ bytes: ArraySlice<UInt8>, starts: (Int, Int, Int, Int, Int, Int)) {
    func number(_ start: Int, _ count: Int = 2) -> Int? {
      var value = 0
      for place in bytes.startIndex + start..<bytes.startIndex + start + count {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) else { return nil }
        value = value * 10 + Int(bytes[place] - UInt8(ascii: "0"))
      }
      return value
    }
    guard let year = number(starts.0, 4), let month = number(starts.1),
      let day = number(starts.2), let hour = number(starts.3), hour < 24,
      let minute = number(starts.4), minute < 60, let second = number(starts.5), second < 60
    else { return nil }
    let days = Instant.days(year: year, month: month, day: day)
    guard Instant.date(days: days) == (year, month, day) else { return nil }
    self.init(seconds: days * 86_400 + hour * 3600 + minute * 60 + second)
  }

  /// `2026-12-01T00:00:00Z`.
  public var description: String {
    let clock = seconds - day * 86_400
    let parts = [clock / 3600, clock / 60 % 60, clock % 60].map { Instant.padded($0, 2) }
    return "\(date)T\(parts.joined(separator: ":"))Z"
  }

  /// `2026-12-01`.
  public var date: String {
    let (year, month, day) = Instant.date(days: day)
    return [Instant.padded(year, 4), Instant.padded(month, 2), Instant.padded(day, 2)]
      .joined(separator: "-")
  }

  /// `20261201000000Z`, as OpenSSH's allowed signers file writes it.
  public var compact: String { String(description.filter { $0.isNumber || $0 == "Z" }) }

  /// The moment that many days later.
  public func adding(days: Int) -> Instant { Instant(seconds: seconds + days * 86_400) }

  /// The last second of its day, in UTC.
  var endOfDay: Instant { Instant(seconds: (day + 1) * 86_400 - 1) }

  /// The moment that many seconds later.
  public func adding(seconds more: Int) -> Instant { Instant(seconds: seconds + more) }

  /// Earlier is less.
  public static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }

  private var day: Int { seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400 }

  private static func days(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}

extension Instant: CustomStringConvertible {}
