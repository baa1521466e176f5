import Foundation

/// What a path leads to, links not followed.
enum FileType {
  case file, folder, link
  /// A pipe, a device: reading it may never end.
  case other

  /// Looks at a path; `nil` when nothing is there.
  init?(at path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .folder
    case S_IFLNK: self = .link
    default: self = .other
    }
  }
}
