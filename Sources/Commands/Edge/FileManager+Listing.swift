import Foundation

extension FileManager {
  /// The names in a folder, sorted; none where there is no such folder.
  func names(in folder: String) throws -> [String] {
    var isFolder: ObjCBool = false
    guard fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else { return [] }
    return try contentsOfDirectory(atPath: folder).sorted()
  }

  /// A file's size in bytes; 0 where there is none.
  func sizeOfFile(_ path: String) throws -> Int {
    guard fileExists(atPath: path) else { return 0 }
    return try attributesOfItem(atPath: path)[.size] as? Int ?? 0
  }
}
