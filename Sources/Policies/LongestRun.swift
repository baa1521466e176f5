/// The longest part of a list that rises (patience sorting, after Mallows 1963; Fredman 1975).
enum LongestRun {
  /// The indices of one longest strictly rising run; n log n steps.
  static func indices(of values: [Int]) -> [Int] {
    var ends: [Int] = []  // for each length, the index at which the best run of it ends
    var previous = [Int?](repeating: nil, count: values.count)
    for index in values.indices {
      let place = ends.partition { values[$0] < values[index] }
      previous[index] = place > 0 ? ends[place - 1] : nil
      if place == ends.count { ends.append(index) } else { ends[place] = index }
    }
    var run: [Int] = []
    var next = ends.last
    while let index = next {
      run.append(index)
      next = previous[index]
    }
    return run.reversed()
  }
}

extension [Int] {
  /// How many elements at the start fulfil the condition, which none after them does.
  fileprivate func partition(_ isBefore: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
