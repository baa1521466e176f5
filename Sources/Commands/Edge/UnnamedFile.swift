import Foundation

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A file without a name that another program reads as its standard input.
///
/// A program that ends before it has read everything breaks a pipe, and whoever writes into it is
/// stopped by a signal; a file has no such end.
enum UnnamedFile {
  /// Opens a file that holds these bytes, at its start.
  ///
  /// - Throws: a `Failure` where nothing can be written.
  static func holding(_ bytes: [UInt8]) throws -> FileDescriptor {
    var template = Array((FileManager.default.temporaryDirectory.path + "/writ.XXXXXX").utf8CString)
    let raw = mkstemp(&template)
    guard raw >= 0 else { throw failure(Errno(rawValue: errno)) }
    unlink(template)
    let file = FileDescriptor(rawValue: raw)
    do {
      try file.writeAll(bytes)
      try file.seek(offset: 0, from: .start)
    } catch {
      try file.close()
      throw failure(error)
    }
    return file
  }

  private static func failure(_ error: any Error) -> Failure {
    let folder = FileManager.default.temporaryDirectory.path
    return Failure(
      "nothing can be written in '\(folder.safe)'",
      cause: "\(error)",
      hint: "df -h \(folder.shellWord); ls -ld \(folder.shellWord)",
      status: .couldNotRun
    )
  }
}
