/// One step from an old text to a new one.
enum WordEdit: Equatable {
  case keep(Word)
  case delete(Word)
  case insert(Word)

  /// The word that the step is about.
  var word: Word {
    switch self {
    case .keep(let word), .delete(let word), .insert(let word): word
    }
  }

  /// Whether the word stays.
  var isKept: Bool { if case .keep = self { true } else { false } }
}

/// The shortest way from one list of words to another (Myers 1986, as in the standard library).
enum WordDiff {
  /// Above this many differing words the search would take too much memory (it grows with the
  /// square), and the middle is shown as replaced.
  static let limit = 6000

  /// How much searching one redline may cost, so that a hostile text ends in seconds.
  struct Budget {
    /// Steps that are left; a search costs its words times its differences.
    var steps = 200_000_000
  }

  static func edits(from old: [Word], to new: [Word], _ budget: inout Budget) -> [WordEdit] {
    let shared = min(old.count, new.count)
    let head = zip(old, new).prefix { $0 == $1 }.count
    let tail = min(shared - head, zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count)
    let middle = steps(
      from: Array(old[head..<(old.count - tail)]),
      to: Array(new[head..<(new.count - tail)]),
      &budget
    )
    let kept = { (new: Word, old: Word) in WordEdit.keep(new.kept(from: old)) }
    return zip(new, old).prefix(head).map(kept) + middle
      + zip(new.suffix(tail), old.suffix(tail)).map(kept)
  }

  private static func steps(
    from old: [Word],
    to new: [Word],
    _ budget: inout Budget
  ) -> [WordEdit] {
    let count = old.count + new.count
    guard !old.isEmpty, !new.isEmpty, count <= limit, budget.steps > 0 else {
      return old.map(WordEdit.delete) + new.map(WordEdit.insert)
    }
    let difference = new.difference(from: old)
    budget.steps -= count * difference.count
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    return walk(old, new, removed, inserted)
  }

  private static func walk(
    _ old: [Word],
    _ new: [Word],
    _ removed: Set<Int>,
    _ inserted: Set<Int>
  ) -> [WordEdit] {
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
        edits.append(.keep(new[right].kept(from: old[left])))
        left += 1
        right += 1
      }
    }
    return edits
  }
}
