/// Watches what each rule finds and how long it takes, for people who write rules.
public struct RuleMeter: Sendable {
  /// A time in nanoseconds from any beginning; the clock is the caller's.
  let time: @Sendable () -> Int64
  /// Told for each rule that looked at a post: its number, its findings, its nanoseconds.
  let note: @Sendable (_ rule: Int, _ findings: Int, _ nanoseconds: Int64) -> Void

  /// Makes a meter from a clock and somebody who takes notes; both are called from several threads.
  public init(
    time: @escaping @Sendable () -> Int64,
    note: @escaping @Sendable (_ rule: Int, _ findings: Int, _ nanoseconds: Int64) -> Void
  ) {
    (self.time, self.note) = (time, note)
  }
}
