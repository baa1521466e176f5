import Dictionaries
import Documents
import Foundation
import Linting

/// Where the dictionaries of spelling rules lie on this machine.
///
/// A rule of a policy names a dictionary, and the system has it: a rule that others wrote reads no
/// files of its own. A public style may bring dictionaries and lists, below `StylesPath`, as in Vale.
struct DictionaryShelf {
  /// The dictionary that counts when a rule names none.
  static let usual = "en_US"

  /// Where systems keep dictionaries.
  private static let systemFolders = [
    "/usr/share/hunspell", "/usr/share/myspell/dicts", "/usr/local/share/hunspell",
    "/opt/homebrew/share/hunspell", "/Library/Spelling",
  ]

  /// The dictionaries of the system.
  static let system = WordBookShelf { request throws(DocumentError) in
    guard request.folder == nil, request.files.isEmpty, request.lists.isEmpty else {
      throw DocumentError(
        "a rule of a policy reads no files: put right words under 'exceptions', and take a dictionary of the system"
      )
    }
    return try WordBook(dictionaries(request, in: systemFolders))
  }

  private let styles: String
  private let edge: Edge

  /// The dictionaries and lists of a folder of styles, and then the system's.
  static func styles(_ folder: String?, _ edge: Edge) -> WordBookShelf {
    let shelf = DictionaryShelf(styles: folder ?? edge.folder, edge: edge)
    return WordBookShelf { request throws(DocumentError) in try shelf.book(request) }
  }

  private func book(_ request: WordBookRequest) throws(DocumentError) -> WordBook {
    var folders = [styles + "/config/dictionaries"]
    if let folder = request.folder {
      folders = places(of: folder).filter(FileManager.default.isFolder)
      guard !folders.isEmpty else {
        throw DocumentError("there is no folder '\(folder.safe)' here or below 'StylesPath'")
      }
    }
    folders += edge.environment["DICPATH"].map { [$0] } ?? []
    let lists =
      request.rule == "Vale.Spelling"
      ? try builtInLists() : try request.lists.map { name throws(DocumentError) in try list(name) }
    var words: Set<String> = []
    for list in lists { words.formUnion(try Self.words(in: list)) }
    let files = request.files.compactMap { file in
      places(of: file).first(where: FileManager.default.fileExists)
    }
    if files.count == 2 {
      return WordBook([try Self.open("\(files[0].safe)", files[0], files[1])], words: words)
    }
    return try WordBook(
      Self.dictionaries(request, in: folders + Self.systemFolders),
      words: words
    )
  }

  /// What a path in a rule may mean: from the root or here, or below the styles.
  private func places(of path: String) -> [String] { [edge.path(path), "\(styles)/\(path)"] }

  private func list(_ name: String) throws(DocumentError) -> String {
    let places = places(of: name) + ["\(styles)/config/ignore/\(name)"]
    guard let found = places.first(where: FileManager.default.fileExists) else {
      throw DocumentError("there is no list '\(name.safe)' below 'StylesPath' or 'config/ignore'")
    }
    return found
  }

  /// `Vale.Spelling` has no file to name its lists in, so it takes all there are.
  private func builtInLists() throws(DocumentError) -> [String] {
    let folder = styles + "/config/ignore"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted().map { "\(folder)/\($0)" }
  }

  private static func words(in path: String) throws(DocumentError) -> [String] {
    let limit = HunspellDictionary.sizeLimit
    guard let bytes = SmallFile.contents(of: path, upTo: limit + 1), bytes.count <= limit else {
      throw DocumentError("the list '\(path.safe)' cannot be read")
    }
    return try UTF8Text.decode(bytes).split(whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty && $0 != "#" }
  }

  private static func dictionaries(
    _ request: WordBookRequest,
    in folders: [String]
  ) throws(DocumentError) -> [any SpellingDictionary] {
    let adds = request.dictionaries.isEmpty || request.addsUsual
    let names = request.dictionaries + (adds ? [usual] : [])
    return try names.map { name throws(DocumentError) in
      let paths = folders.map { "\($0)/\(name)" }
      guard !name.contains("/"),
        let path = paths.first(where: { FileManager.default.fileExists(atPath: $0 + ".dic") })
      else {
        throw DocumentError("there is no dictionary '\(name.safe)'; \(hint(for: name))")
      }
      return try open(name, path + ".aff", path + ".dic")
    }
  }

  /// What to install; Debian's packages are named after their languages.
  private static func hint(for name: String) -> String {
    let package = name.lowercased().replacing("_", with: "-")
    let isPlain = package.allSatisfy { $0.isLetter && $0.isASCII || $0 == "-" }
    let debian = isPlain ? "'apt install hunspell-\(package)'" : "your system's package"
    return "install it with \(debian), or on macOS put its .aff and .dic into /Library/Spelling"
  }

  private static func open(
    _ name: String,
    _ affixes: String,
    _ words: String
  ) throws(DocumentError) -> any SpellingDictionary {
    do throws(DictionaryError) {
      return OpenDictionary(
        dictionary: try HunspellDictionary(affixes: affixes, words: words)
      )
    } catch {
      switch error {
      case .missing(let file):
        throw DocumentError("the dictionary '\(name.safe)' has no '\(file.safe)'")
      case .tooLarge(let file): throw DocumentError("the dictionary '\(file.safe)' is too large")
      case .encoding(let file, let encoding):
        throw DocumentError(
          "'\(file.safe)' is written in '\(encoding.safe)', which is not understood; UTF-8 is"
        )
      }
    }
  }
}

/// A dictionary of Hunspell's for the part that is pure and knows none.
private struct OpenDictionary: SpellingDictionary {
  let dictionary: HunspellDictionary

  func knows(_ word: String) -> Bool { dictionary.knows(word) }
  func suggestions(for word: String) -> [String] { dictionary.suggestions(for: word) }
}

extension FileManager {
  /// Whether there is a folder at the path.
  fileprivate func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}
