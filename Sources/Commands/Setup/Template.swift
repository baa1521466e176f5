import Foundation
import Policies

/// The files that a new policy repository begins with.
struct Template {
  private let root: URL

  init(resources: String) throws {
    root = URL(fileURLWithPath: resources + "/policy-repo-template", isDirectory: true)
    guard FileManager.default.fileExists(atPath: root.path) else {
      throw Failure("the template '\(root.path)' is missing", status: .couldNotRun)
    }
  }

  /// All files with the organisation and the first person filled in.
  func filled(
    organisation: String,
    person: PersonID
  ) throws -> [(path: String, bytes: [UInt8], isExecutable: Bool)] {
    try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted().compactMap { path in
      let file = root.appendingPathComponent(path)
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder),
        !isFolder.boolValue
      else { return nil }
      let name = path.hasSuffix(".yml") ? Template.quoted(organisation) : organisation
      let text = try String(contentsOf: file, encoding: .utf8)
        .replacingOccurrences(of: "{{organisation}}", with: name)
        .replacingOccurrences(of: "{{person}}", with: person.description)
      let isExecutable = FileManager.default.isExecutableFile(atPath: file.path)
      return (path, Array(text.utf8), isExecutable)
    }
  }

  /// A name inside double quotes of YAML.
  private static func quoted(_ text: String) -> String {
    text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
  }
}
