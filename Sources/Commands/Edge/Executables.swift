import Foundation
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Finds programs where the person's own shell would, in one look instead of one per folder.
enum Executables {
  /// A program in PATH; `nil` if it is not installed.
  ///
  /// Folders that are not named from the root are left out: they may be a clone's.
  static func find(_ name: String) -> Executable? {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    for folder in folders.split(separator: ":") where folder.hasPrefix("/") {
      let path = "\(folder)/\(name)"
      if FileManager.default.isExecutableFile(atPath: path) { return .path(FilePath(path)) }
    }
    return nil
  }
}
