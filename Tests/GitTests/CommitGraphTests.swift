import Crypto
import Foundation
import Git
import TestTools
import Testing

/// Git's file that repeats commits and their parents may say what it likes.
struct CommitGraphTests {
  @Test(arguments: [false, true])
  func aCommitHasTheParentsThatItNames(isOpenedBefore: Bool) throws {
    let scratch = try Scratch()
    let tree = try scratch.tree([:])
    let one = try scratch.commit(tree, [], "1")
    let two = try scratch.commit(tree, [one], "2")
    let three = try scratch.commit(tree, [two], "3")
    let side = try scratch.commit(tree, [one], "side")
    try scratch.stock("update-ref", "refs/heads/main", three.hex)
    try scratch.stock("update-ref", "refs/heads/side", side.hex)
    let old = try scratch.again()
    if isOpenedBefore { #expect(try old.commits(from: three).count == 3) }
    try scratch.writeGraph(giving: three, theParent: one)
    #expect(try scratch.stock("rev-list", "--count", three.hex) == "2", "stock Git believes it")
    let git = isOpenedBefore ? old : try scratch.again()
    for _ in 1...2 {
      #expect(try git.commits(from: three) == [three, two, one])
      #expect(try git.commits(from: three, excluding: [two]) == [three])
      #expect(try git.isAncestor(two, of: three))
      #expect(try git.mergeBase(two, three) == two)
      #expect(try git.mergeBase(side, three) == one)
      // The object database is opened once more then.
      try git.letGo()
    }
  }
}

extension Scratch {
  /// Has Git write its file, and puts another first parent of a commit into it.
  fileprivate func writeGraph(giving child: ObjectID, theParent parent: ObjectID) throws {
    try stock("-c", "commitGraph.generationVersion=1", "commit-graph", "write", "--reachable")
    let path = path + "/.git/objects/info/commit-graph"
    var bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
    func number(_ place: Int, _ count: Int) -> Int {
      bytes[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
    }
    func chunk(_ name: String) -> Int? {
      let place = (0..<Int(bytes[6])).map { 8 + 12 * $0 }
        .first { bytes[$0..<$0 + 4].elementsEqual(name.utf8) }
      return place.map { number($0 + 4, 8) }
    }
    let (fanOut, names) = (try #require(chunk("OIDF")), try #require(chunk("OIDL")))
    let rows = try #require(chunk("CDAT"))
    func place(of id: ObjectID) -> Int? {
      (0..<number(fanOut + 255 * 4, 4)).first { index in
        let start = names + 20 * index
        return bytes[start..<start + 20].map { String(format: "%02x", $0) }.joined() == id.hex
      }
    }
    let (row, other) = (try #require(place(of: child)), try #require(place(of: parent)))
    for step in 0..<4 {
      bytes[rows + 36 * row + 20 + step] = UInt8(other >> (8 * (3 - step)) & 255)
    }
    let sum = Insecure.SHA1.hash(data: bytes.dropLast(20))
    bytes.replaceSubrange((bytes.count - 20)..., with: Array(sum))
    try FileManager.default.removeItem(atPath: path)
    try Data(bytes).write(to: URL(filePath: path))
  }
}
