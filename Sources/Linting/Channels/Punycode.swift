/// How long a name in other letters is as ASCII (RFC 3492, section 6.3).
enum Punycode {
  private static let labelLimit = 63
  private static let hostLimit = 253

  /// The length of a host as it goes over the wire; nil when it is no host: a label or the whole is
  /// too long, or a label says that it is encoded and is not.
  static func length(ofHost host: String) -> Int? {
    var total = -1
    for label in host.split(separator: ".", omittingEmptySubsequences: false) {
      let isASCII = label.utf8.allSatisfy { $0 < 0x80 }
      if label.lowercased().hasPrefix("xn--"), !isASCII { return nil }
      let length = isASCII ? label.utf8.count : 4 + encodedLength(Array(label.unicodeScalars))
      guard length <= labelLimit else { return nil }
      total += length + 1
    }
    return total <= hostLimit ? total : nil
  }

  /// The number of characters after `xn--`.
  private static func encodedLength(_ label: [Unicode.Scalar]) -> Int {
    let basic = label.count(where: \.isASCII)
    var length = basic + (basic > 0 ? 1 : 0)
    var (code, delta, bias, handled) = (128, 0, 72, basic)
    while handled < label.count {
      guard let next = label.map({ Int($0.value) }).filter({ $0 >= code }).min() else { break }
      delta += (next - code) * (handled + 1)
      code = next
      for scalar in label {
        if Int(scalar.value) < code { delta += 1 }
        guard Int(scalar.value) == code else { continue }
        length += digits(of: delta, bias)
        bias = adapted(delta, handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      code += 1
      if length > labelLimit { break }
    }
    return length
  }

  private static func digits(of delta: Int, _ bias: Int) -> Int {
    var (rest, count, step) = (delta, 1, 36)
    while true {
      let threshold = min(26, max(1, step - bias))
      if rest < threshold { return count }
      rest = (rest - threshold) / (36 - threshold)
      count += 1
      step += 36
    }
  }

  private static func adapted(_ delta: Int, _ points: Int, isFirst: Bool) -> Int {
    var rest = isFirst ? delta / 700 : delta / 2
    rest += rest / points
    var step = 0
    while rest > 455 {
      rest /= 35
      step += 36
    }
    return step + 36 * rest / (rest + 38)
  }
}
