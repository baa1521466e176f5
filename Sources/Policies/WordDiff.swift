/// A word of a clause and how its line begins.
struct Word: Hashable {
  var text: Substring
  /// What stands before the word when it is the first of its block, such as `- `.
  var lead: String?

  static func == (left: Word, right: Word) -> Bool { left.text == right.text }

  func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// The words of blocks in order; what a block is shows in the lead of its first word.
  static func words(of blocks: [Block]) -> [Word] {
    blocks.flatMap { block in
      block.words.enumerated().map { Word(text: $1, lead: $0 == 0 ? block.lead : nil) }
    }
  }
}

extension Block {
  var lead: String {
    switch kind {
    case .heading(let level): String(repeating: "#", count: level) + " "
    case .item(let depth, let number):
      String(repeating: "  ", count: depth - 1) + (number.map { "\($0). " } ?? "- ")
    case .code: "    "
    case .tableRow: "| "
    case .paragraph, .html: ""
    }
  }
}

/// One step from an old text to a new one.
enum WordEdit: Equatable {
  case keep(Word)
  case delete(Word)
  case insert(Word)
}

/// The shortest way from one list of words to another (Myers 1986, as in the standard library).
enum WordDiff {
  /// Above this many differing words the search would take too much memory (it grows with the
  /// square), and the middle is shown as replaced.
  static let limit = 6000

  static func edits(from old: [Word], to new: [Word]) -> [WordEdit] {
    let shared = min(old.count, new.count)
    let head = zip(old, new).prefix { $0 == $1 }.count
    let tail = min(shared - head, zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count)
    let middle = steps(
      from: Array(old[head..<(old.count - tail)]),
      to: Array(new[head..<(new.count - tail)])
    )
    return new[..<head].map(WordEdit.keep) + middle + new[(new.count - tail)...].map(WordEdit.keep)
  }

  private static func steps(from old: [Word], to new: [Word]) -> [WordEdit] {
    guard old.count + new.count <= limit else {
      return old.map(WordEdit.delete) + new.map(WordEdit.insert)
    }
    let difference = new.difference(from: old)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var edits: [WordEdit] = []
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      if left < old.count, removed.contains(left) {
        edits.append(.delete(old[left]))
        left += 1
      } else if right < new.count, inserted.contains(right) {
        edits.append(.insert(new[right]))
        right += 1
      } else {
        edits.append(.keep(new[right]))
        left += 1
        right += 1
      }
    }
    return edits
  }
}
