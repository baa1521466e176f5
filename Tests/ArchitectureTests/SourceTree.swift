import Foundation
import Testing

/// One Swift file of `Sources`, as text.
struct SourceFile: CustomTestStringConvertible {
  /// The target it belongs to: the first folder below `Sources`.
  var module: String
  /// From the repository's root.
  var path: String
  var text: String
  /// The text without line comments and string literals, for looking for calls.
  var code: String

  init(module: String, path: String, text: String) {
    (self.module, self.path, self.text) = (module, path, text)
    code = text.split(separator: "\n").map(SourceFile.stripped).joined(separator: "\n")
  }

  var testDescription: String { path }

  /// The modules it imports, whatever access level or attribute stands before `import`.
  var imports: [String] {
    lines.compactMap { line in
      guard line.contains("import ") else { return nil }
      return line.firstMatch(of: /^\s*(?:@\w+(?:\([^)]*\))?\s+|\w+\s+)*?import\s+(?:\w+\s+)?(\w+)/)
        .map { String($0.1) }
    }
  }

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  private static func stripped(_ line: Substring) -> Substring {
    guard line.contains("\"") || line.contains("//") else { return line }
    return line.replacing(/"(?:\\.|[^"\\])*"/, with: "\"\"").prefix(upTo: "//")
  }
}

/// The repository that this test was compiled in.
enum SourceTree {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Every Swift file below `Sources`, by path.
  static let files: [SourceFile] = swiftFiles(below: "Sources")

  /// Every Swift file below a folder of the repository, by path.
  static func swiftFiles(below folder: String) -> [SourceFile] {
    let base = root.appending(path: folder).path
    let paths = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
    return paths.filter { $0.hasSuffix(".swift") }.sorted().compactMap { path in
      guard let text = try? String(contentsOfFile: base + "/" + path, encoding: .utf8) else {
        return nil
      }
      let module = path.prefix { $0 != "/" }
      return SourceFile(module: String(module), path: "\(folder)/\(path)", text: text)
    }
  }
}

extension Substring {
  fileprivate func prefix(upTo mark: String) -> Substring {
    range(of: mark).map { self[..<$0.lowerBound] } ?? self
  }
}
