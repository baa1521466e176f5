import Foundation

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A file that nobody but its owner may read, such as people's names, at no moment.
///
/// Foundation makes a file open to others and closes it once it is written.
enum OwnFile {
  /// Writes all of it in one step, or nothing.
  ///
  /// - Parameters:
  ///   - bytes: what it holds from now on.
  ///   - path: where it is; its folder is there.
  /// - Throws: an `Errno`.
  static func write(_ bytes: [UInt8], to path: String) throws(Errno) {
    // Two that write at once each rename their own.
    let scratch = "\(path).\(UUID().uuidString)"
    do {
      let file = try FileDescriptor.open(
        scratch,
        .writeOnly,
        options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: .ownerReadWrite
      )
      try file.closeAfter { _ = try file.writeAll(bytes) }
      guard rename(scratch, path) == 0 else { throw Errno(rawValue: errno) }
    } catch {
      unlink(scratch)
      throw error as? Errno ?? .ioError
    }
  }
}
