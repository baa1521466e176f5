/// Steps from one clause to another, brought into a form that people can read.
extension [WordEdit] {
  /// The steps cut wherever a block begins; a deleted block's words stay on their own.
  func segments() -> [[WordEdit]] {
    var segments: [[WordEdit]] = []
    for edit in self {
      let begins = edit.word.start != nil
      if segments.isEmpty || begins && !segments[segments.count - 1].awaits(edit) {
        segments.append([edit])
      } else {
        segments[segments.count - 1].append(edit)
      }
    }
    return segments
  }

  /// Whether there are only deleted words so far, which the first new words then replace.
  private func awaits(_ edit: WordEdit) -> Bool {
    guard !edit.isDeletion, edit.word.move == nil, edit.word.formerStart == nil || edit.isInsertion
    else { return false }
    return allSatisfy { $0.isDeletion && $0.word.move == nil }
  }

  /// The same steps, easier to read: one or two words left standing between large changes are
  /// shown as part of them, for a sentence that was rewritten reads badly word by word.
  func joiningChanges() -> [WordEdit] {
    changeGroups().flatMap { $0.count > 1 ? $0.flatMap { $0 }.replaced : $0[0] }
  }

  /// The same steps with no word kept where blocks were joined or cut in two.
  func keepingBlocksWhole() -> [WordEdit] {
    var groups: [[[WordEdit]]] = []
    for segment in segments() {
      if segment.continuesBlock, !groups.isEmpty {
        groups[groups.count - 1].append(segment)
      } else {
        groups.append([segment])
      }
    }
    return groups.flatMap { group in
      let isPure = group.count == 1 && !group[0].joinsBlocks
      return isPure ? group[0] : group.flatMap { $0 }.replaced
    }
  }

  /// All old words taken out, then all new words put in.
  private var replaced: [WordEdit] {
    filter { !$0.isInsertion }.map(\.asDeletion) + filter { !$0.isDeletion }.map(\.asInsertion)
  }

  /// Whether words of an old or new block stand here whose beginning stands before.
  private var continuesBlock: Bool {
    contains { !$0.isDeletion } && !contains { $0.newStart != nil }
      || contains { !$0.isInsertion } && !contains { $0.formerStart != nil }
  }

  private var joinsBlocks: Bool {
    count { $0.newStart != nil } > 1 || count { $0.formerStart != nil } > 1
  }

  /// Runs of kept and changed words; runs that read better as one change are one group.
  private func changeGroups() -> [[[WordEdit]]] {
    let runs = runs()
    var groups: [[[WordEdit]]] = []
    var index = 0
    while index < runs.count {
      var end = index
      while end + 2 < runs.count, runs[end].isLargeChange, runs[end + 1].isSmallRemainder,
        runs[end + 2].isLargeChange
      {
        end += 2
      }
      groups.append(Array<[WordEdit]>(runs[index...end]))
      index = end + 1
    }
    return groups
  }

  private func runs() -> [[WordEdit]] {
    var runs: [[WordEdit]] = []
    for edit in self {
      let isNew = runs.last?.first?.isKept != edit.isKept
      if isNew { runs.append([edit]) } else { runs[runs.count - 1].append(edit) }
    }
    return runs
  }

  /// Several words of one block, both taken out and put in.
  private var isLargeChange: Bool {
    guard let first, !first.isKept, !contains(where: { $0.word.move != nil }) else { return false }
    return [filter(\.isDeletion), filter(\.isInsertion)].allSatisfy { words in
      words.count >= 3 && words.dropFirst().allSatisfy { $0.word.start == nil }
    }
  }

  private var isSmallRemainder: Bool {
    count <= 2 && allSatisfy { $0.isKept && $0.word.start == nil && $0.word.formerStart == nil }
  }
}

extension WordEdit {
  var isDeletion: Bool { if case .delete = self { true } else { false } }
  var isInsertion: Bool { if case .insert = self { true } else { false } }

  /// The block of the older text that begins here.
  var formerStart: Block.Kind? {
    switch self {
    case .keep(let word): word.formerStart
    case .delete(let word): word.start
    case .insert: nil
    }
  }

  /// The block of the newer text that begins here.
  var newStart: Block.Kind? { isDeletion ? nil : word.start }

  fileprivate var asDeletion: WordEdit {
    var word = word
    word.start = formerStart
    return .delete(word)
  }

  fileprivate var asInsertion: WordEdit { .insert(word) }
}
