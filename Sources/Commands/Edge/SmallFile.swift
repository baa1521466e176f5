import Foundation

/// Reads files that others may have put in a place: a pipe there would be waited on for ever, and a
/// huge file would fill the memory.
enum SmallFile {
  /// Reads a regular file, or what a link to one leads to.
  ///
  /// - Parameters:
  ///   - path: where it is.
  ///   - name: what it is called in an error.
  ///   - limit: how many bytes it may have.
  /// - Returns: its bytes; `nil` when nothing is there.
  /// - Throws: a `Failure` with status 2 for something that is there and is not such a file.
  static func read(_ path: String, named name: String, atMost limit: Int) throws(Failure)
    -> [UInt8]?
  {
    guard FileType(at: path) != nil else { return nil }
    guard let bytes = contents(of: path, upTo: limit + 1) else {
      throw Failure(
        "'\(name.safe)' cannot be read",
        hint: "ls -l \(name.shellWord)",
        status: .couldNotRun
      )
    }
    guard bytes.count <= limit else {
      throw Failure("'\(name.safe)' has more than \(limit) bytes", status: .couldNotRun)
    }
    return bytes
  }

  /// The beginning of a regular file; `nil` for anything else, and where it cannot be read.
  static func contents(of path: String, upTo count: Int) -> [UInt8]? {
    guard FileType(at: URL(fileURLWithPath: path).resolvingSymlinksInPath().path) == .file,
      let handle = FileHandle(forReadingAtPath: path)
    else { return nil }
    defer { try? handle.close() }
    do {
      return [UInt8](try handle.read(upToCount: count) ?? Data())
    } catch {
      return nil
    }
  }
}
