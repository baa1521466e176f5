import Git
import TestTools
import Testing

struct HistoryTests {
  @Test func commitsComeChildrenFirstAndWithoutWhatIsExcluded() throws {
    let scratch = try Scratch()
    let tree = try scratch.tree([:])
    let one = try scratch.commit(tree, [], "1")
    let two = try scratch.commit(tree, [one], "2")
    let side = try scratch.commit(tree, [one], "side")
    let merge = try scratch.commit(tree, [two, side], "merge")
    let all = try scratch.git.commits(from: merge)
    #expect(all.first == merge && all.last == one && all.count == 4)
    #expect(try scratch.git.commits(from: merge, excluding: [two]) == [merge, side])
    #expect(try scratch.git.commits(from: one, excluding: [merge]).isEmpty)
  }

  @Test func theCommonAncestorIsFound() throws {
    let scratch = try Scratch()
    let tree = try scratch.tree([:])
    let one = try scratch.commit(tree, [], "1")
    let left = try scratch.commit(tree, [one], "left")
    let right = try scratch.commit(tree, [one], "right")
    let stranger = try scratch.commit(tree, [], "stranger")
    #expect(try scratch.git.mergeBase(left, right) == one)
    #expect(try scratch.git.mergeBase(left, one) == one)
    #expect(try scratch.git.mergeBase(left, stranger) == nil)
  }

  @Test func changesOfDifferentFilesAreJoined() throws {
    let scratch = try Scratch()
    let base = try scratch.tree(["a": "1", "b": "1", "c": "1"])
    let ours = try scratch.tree(["a": "2", "b": "1", "c": "1", "new": "n"])
    let theirs = try scratch.tree(["a": "1", "b": "2"])
    let merged = try scratch.git.mergeTrees(base: base, ours: ours, theirs: theirs)
    #expect(merged == .clean(try scratch.tree(["a": "2", "b": "2", "new": "n"])))
    try scratch.stock("fsck", "--strict")
  }

  @Test func changesFarApartInOneFileAreJoinedAsStockGitDoes() throws {
    let scratch = try Scratch()
    let lines = (1...20).map { "line \($0)" }
    let text = { (changes: [Int: String]) in
      lines.enumerated().map { changes[$0] ?? $1 }.joined(separator: "\n") + "\n"
    }
    let merged = try scratch.git.mergeTrees(
      base: scratch.tree(["a": text([:])]),
      ours: scratch.tree(["a": text([1: "x"])]),
      theirs: scratch.tree(["a": text([18: "y"])])
    )
    #expect(merged == .clean(try scratch.tree(["a": text([1: "x", 18: "y"])])))
  }

  @Test(
    arguments: [
      ("both change a line", "1", "2", "3"), ("both add a file", nil, "2", "3"),
      ("one removes what the other changes", "1", nil, "3"),
      ("the other way round", "1", "2", nil),
    ] as [(String, String?, String?, String?)]
  )
  func whatCannotBeJoinedIsNamed(what: String, base: String?, ours: String?, theirs: String?) throws
  {
    let scratch = try Scratch()
    let tree = { (text: String?) in
      try scratch.tree(["same": "s"].merging(text.map { ["p/a": $0] } ?? [:]) { $1 })
    }
    let merged = try scratch.git.mergeTrees(
      base: tree(base),
      ours: tree(ours),
      theirs: tree(theirs)
    )
    #expect(merged == .conflicts(["p/a"]), "\(what)")
  }

  @Test func aRenameIsNotGuessed() throws {
    let scratch = try Scratch()
    let text = (1...50).map { "line \($0)\n" }.joined()
    let merged = try scratch.git.mergeTrees(
      base: scratch.tree(["old": text]),
      ours: scratch.tree(["new": text]),
      theirs: scratch.tree(["old": text + "more\n"])
    )
    #expect(merged == .conflicts(["old"]))
  }
}
