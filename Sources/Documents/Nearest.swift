/// Finds the word that somebody probably meant.
public enum Nearest {
  /// The candidate with the fewest slips from the word: at most two, or a third of its length.
  ///
  /// A slip is a letter added, dropped, changed or swapped with its neighbour (optimal string
  /// alignment distance); upper and lower case count as the same. The first of equals wins.
  public static func match(_ word: String, among candidates: [String]) -> String? {
    match(word, among: candidates, atMost: max(2, word.count / 3))
  }

  /// The candidate with the fewest slips from the word, at most the given number of them.
  public static func match(
    _ word: String,
    among candidates: [String],
    atMost slipLimit: Int
  ) -> String? {
    guard word.utf8.count <= 100 else { return nil }
    let wanted = Array(word.lowercased())
    var best: (word: String, slips: Int)?
    for candidate in candidates {
      let letters = Array(candidate.lowercased())
      let slips = distance(wanted, letters)
      let limit = min(slipLimit, max(1, letters.count - 1))
      if slips <= limit, slips < best?.slips ?? .max { best = (candidate, slips) }
    }
    return best?.word
  }

  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var before: [Int] = []
    var previous = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let isSame = left[row] == right[column]
        var cost = min(
          previous[column] + (isSame ? 0 : 1),
          previous[column + 1] + 1,
          current[column] + 1
        )
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, before[column - 1] + 1)
        }
        current.append(cost)
      }
      (before, previous) = (previous, current)
    }
    return previous[right.count]
  }
}
