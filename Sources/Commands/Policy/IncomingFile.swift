import Documents
import Foundation
import Policies

/// A file from outside, looked at before anything reads it.
struct IncomingFile {
  /// What it is.
  enum Kind {
    case markdown
    case word
  }

  /// No Word file that is larger is opened.
  static let wordLimit = 10 << 20

  let name: String
  let path: String
  let size: Int

  /// Finds the file, without opening it.
  init(_ name: String, _ path: String) throws {
    (self.name, self.path) = (name, path)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure("there is no file '\(name.safe)'", hint: "ls", status: .couldNotRun)
    }
    let attributes = try FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    )
    guard !isFolder.boolValue, attributes[.type] as? FileAttributeType == .typeRegular else {
      throw Failure(
        "'\(name.safe)' is no file",
        hint: "ls -l \(name.shellWord)",
        status: .couldNotRun
      )
    }
    size = attributes[.size] as? Int ?? 0
  }

  /// What the file is, by its first bytes and its name.
  func kind() throws -> Kind {
    let start = try read(upTo: 8)
    let ending = name.lowercased().split(separator: ".").last.map(String.init) ?? ""
    if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw other("an old Word file, or a Word file with a password")
    }
    if start.starts(with: Array("%PDF".utf8)) {
      throw other("a PDF, in which headings and paragraphs are only drawn")
    }
    if start.starts(with: Array("{\\rtf".utf8)) { throw other("an RTF file") }
    guard start.starts(with: Array("PK".utf8)) else {
      if ["docx", "doc", "odt", "pdf", "rtf"].contains(ending) {
        throw other("not what its name says, or damaged")
      }
      return .markdown
    }
    if ["odt", "ott", "pages"].contains(ending) { throw other("no Word file") }
    return .word
  }

  /// The whole text, as UTF-8 and not larger than a policy may be.
  func text() throws -> [UInt8] {
    guard size <= PolicyDocument.sizeLimit else {
      throw Failure(
        "'\(name.safe)' has \(size) bytes; a policy has at most 1 MiB",
        cause: "pictures and appendices do not belong in the text of a policy",
        hint: "open it in an editor, keep the text, then writ policy new ID --from FILE.md"
      )
    }
    let bytes = try read(upTo: PolicyDocument.sizeLimit + 1)
    do throws(DocumentError) {
      _ = try UTF8Text.decode(bytes)
    } catch {
      throw encoding(of: bytes, error)
    }
    return bytes
  }

  /// At most so many bytes from the start.
  func read(upTo count: Int) throws -> [UInt8] {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw Failure(
        "'\(name.safe)' cannot be read",
        hint: "ls -l \(name.shellWord)",
        status: .couldNotRun
      )
    }
    defer { try? handle.close() }
    return [UInt8](try handle.read(upToCount: count) ?? Data())
  }

  private func other(_ what: String) -> Failure {
    Failure(
      "'\(name.safe)' is \(what)",
      cause: "Markdown and Word files (.docx) can be brought in",
      hint:
        "open it in Word or LibreOffice, save it as .docx, then writ policy new ID --from FILE.docx"
    )
  }

  private func encoding(of bytes: [UInt8], _ error: DocumentError) -> Failure {
    let guess = IncomingFile.encoding(of: bytes)
    let place = error.position.map { ":\($0)" } ?? ""
    guard let guess else { return Failure(document: name, error) }
    let stem = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
    return Failure(
      "\(name.safe)\(place): this is not UTF-8; it looks like \(guess)",
      hint: "iconv -f \(guess) -t UTF-8 \(name.shellWord) > \("\(stem)-utf8.md".shellWord)"
    )
  }

  /// The encoding that a text which is no UTF-8 most likely has; `nil` for no text at all.
  private static func encoding(of bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    let sample = bytes.prefix(4096)
    let zeros = sample.indices.filter { sample[$0] == 0 }
    if zeros.count > sample.count / 4 {
      return zeros.count { $0.isMultiple(of: 2) } > zeros.count / 2 ? "UTF-16BE" : "UTF-16LE"
    }
    return zeros.isEmpty ? "WINDOWS-1252" : nil
  }
}
