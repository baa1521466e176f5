/// Finds which of many texts stand in a post, in one walk over its bytes.
///
/// The automaton of Aho and Corasick ("Efficient String Matching", 1975) with a full table, so that
/// each byte costs one look. Letters of ASCII count in lower case; so do the two other characters that
/// PCRE2 takes for one of them when case does not count, U+017F for `s` and U+212A for `k`.
struct TextAutomaton: Sendable {
  /// The most nodes of a table; more texts than that are not worth their memory.
  private static let nodeLimit = 60_000

  /// The column of each byte; 0 for a byte that no text has.
  private let columns: [UInt8]
  private let width: Int
  /// The node after a node and a column.
  private let table: [Int32]
  /// What is found at each node: the numbers of the texts' owners.
  private let owners: [[Int32]]

  /// Makes the table; nil when it would be too large.
  ///
  /// - Parameter texts: Texts in lower case, each with the number that is told when it is found.
  init?(_ texts: [(text: [UInt8], owner: Int)]) {
    let columns = Self.columns(texts)
    let width = Int(columns.max() ?? 0) + 1
    var table = [Int32](repeating: 0, count: width)
    var owners: [[Int32]] = [[]]
    for (text, owner) in texts {
      var node = 0
      for byte in text {
        let slot = node * width + Int(columns[Int(byte)])
        if table[slot] == 0 {
          guard owners.count < Self.nodeLimit else { return nil }
          table[slot] = Int32(owners.count)
          owners.append([])
          table.append(contentsOf: repeatElement(0, count: width))
        }
        node = Int(table[slot])
      }
      if owners[node].last != Int32(owner) { owners[node].append(Int32(owner)) }
    }
    Self.close(&table, &owners, width)
    (self.columns, self.width, self.table, self.owners) = (columns, width, table, owners)
  }

  /// Marks the owners of the texts that stand in this one.
  func mark(_ found: inout [Bool], in text: [UInt8]) {
    var (node, offset) = (0, 0)
    while offset < text.count {
      var byte = text[offset]
      offset += 1
      if byte == 0xC5, offset < text.count, text[offset] == 0xBF {
        (byte, offset) = (UInt8(ascii: "s"), offset + 1)
      } else if byte == 0xE2, text[offset...].starts(with: [0x84, 0xAA]) {
        (byte, offset) = (UInt8(ascii: "k"), offset + 2)
      }
      node = Int(table[node * width + Int(columns[Int(byte)])])
      for owner in owners[node] { found[Int(owner)] = true }
    }
  }

  private static func columns(_ texts: [(text: [UInt8], owner: Int)]) -> [UInt8] {
    var columns = [UInt8](repeating: 0, count: 256)
    var last: UInt8 = 0
    for byte in texts.lazy.flatMap(\.text) where columns[Int(byte)] == 0 {
      last += 1
      columns[Int(byte)] = last
    }
    for capital in 65...90 { columns[capital] = columns[capital + 32] }
    return columns
  }

  /// Fills the gaps: where no text goes on, the longest end of it that begins another one does.
  private static func close(_ table: inout [Int32], _ owners: inout [[Int32]], _ width: Int) {
    var fallback = [Int32](repeating: 0, count: owners.count)
    var queue = (0..<width).map { table[$0] }.filter { $0 != 0 }
    var head = 0
    while head < queue.count {
      let node = Int(queue[head])
      head += 1
      let other = Int(fallback[node])
      owners[node] += owners[other]
      for column in 0..<width {
        let next = table[node * width + column]
        let onward = table[other * width + column]
        if next == 0 {
          table[node * width + column] = onward
        } else {
          fallback[Int(next)] = onward
          queue.append(next)
        }
      }
    }
  }
}
