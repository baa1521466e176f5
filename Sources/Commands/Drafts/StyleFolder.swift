import Documents
import Foundation
import Linting
import Records

/// The public styles that a `.vale.ini` names, read from the folder it says.
struct StyleFolder {
  let configuration: ValeConfiguration
  let rules: [Rule]
  /// What the person should know: keys without effect.
  let notices: [String]

  /// Reads a configuration and every style that it uses; one that is missing or broken is an error.
  init(_ path: String, _ edge: Edge) throws {
    let file = StyleFolder.file(edge.path(path))
    let configuration = try StyleFolder.parsing(path) { () throws(DocumentError) in
      try ValeConfiguration(StyleFolder.text(file, named: path))
    }
    self.configuration = configuration
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
    let styles = configuration.stylesPath.map { URL(fileURLWithPath: $0, relativeTo: folder).path }
    var rules: [Rule] = []
    notices = configuration.notices
    let vocabulary = try StyleFolder.vocabulary(configuration, styles)
    let shelf = DictionaryShelf.styles(styles, edge)
    for style in configuration.styles {
      if style == "Vale" {
        rules += try StyleFolder.parsing("Vale") { () throws(DocumentError) in
          try vocabulary.rules(configuration, shelf)
        }
      } else {
        rules += try StyleFolder.rules(of: style, in: styles, configuration, vocabulary, shelf)
      }
    }
    self.rules = rules
  }

  /// The configuration itself, or the one in a folder.
  private static func file(_ path: String) -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else { return path }
    let names = [".vale.ini", "_vale.ini", ".vale", "_vale"].map { path + "/" + $0 }
    return names.first(where: FileManager.default.fileExists) ?? names[0]
  }

  private static func rules(
    of style: String,
    in folder: String?,
    _ configuration: ValeConfiguration,
    _ vocabulary: ValeVocabulary,
    _ shelf: WordBookShelf
  ) throws -> [Rule] {
    let place = (folder ?? "") + "/" + style
    guard folder != nil, let names = try? FileManager.default.contentsOfDirectory(atPath: place)
    else {
      throw Failure(
        "there is no style '\(style.safe)' where 'StylesPath' says",
        hint: "ls \(folder?.shellWord ?? ".")",
        status: .couldNotRun
      )
    }
    let files = names.filter { $0.hasSuffix(".yml") }.sorted()
    let wanted = files.filter { name in
      configuration.wholeStyles.contains(style)
        || configuration.names("\(style).\(name.dropLast(4))")
    }
    return try wanted.concurrentMap { name in
      let path = place + "/" + name
      return try parsing(path) { () throws(DocumentError) in
        try DocumentLinter.rule(
          name: "\(style).\(name.dropLast(4))",
          path: path,
          text: text(path, named: path),
          configuration,
          vocabulary,
          shelf
        )
      }
    }
  }

  private static func vocabulary(
    _ configuration: ValeConfiguration,
    _ styles: String?
  ) throws -> ValeVocabulary {
    var vocabulary = ValeVocabulary()
    for name in configuration.vocabularies {
      let folders = ["config/vocabularies", "Vocab"].map { "\(styles ?? "")/\($0)/\(name)" }
      guard let folder = folders.first(where: FileManager.default.fileExists) else {
        throw Failure(
          "there is no vocabulary '\(name.safe)' where 'StylesPath' says",
          hint: "ls \(folders[0].shellWord)",
          status: .couldNotRun
        )
      }
      let lists = try ["accept.txt", "reject.txt"].map { name in
        let path = "\(folder)/\(name)"
        let bytes = try SmallFile.read(path, named: path, atMost: Post.sizeLimit)
        return String(decoding: bytes ?? [], as: UTF8.self)
      }
      vocabulary.add(accept: lists[0], reject: lists[1])
    }
    return vocabulary
  }

  private static func text(_ path: String, named name: String) throws(DocumentError) -> String {
    guard let bytes = SmallFile.contents(of: path, upTo: Post.sizeLimit + 1),
      bytes.count <= Post.sizeLimit
    else { throw DocumentError("this file cannot be read") }
    return try UTF8Text.decode(bytes)
  }

  private static func parsing<Value>(
    _ name: String,
    _ read: () throws(DocumentError) -> Value
  ) throws -> Value {
    do throws(DocumentError) {
      return try read()
    } catch {
      var failure = Failure(document: name, error)
      failure.status = .couldNotRun
      throw failure
    }
  }

  /// Checks files; one that cannot be read does not hide the others.
  func check(_ drafts: [Draft]) throws -> DraftCheck.Outcome {
    let linter = DocumentLinter(configuration, rules: rules)
    let covered = drafts.filter { linter.covers($0.path) }
    guard !covered.isEmpty else {
      throw Failure(
        "no rule of the configuration is for any of these files",
        hint: "writ lint --help",
        status: .couldNotRun
      )
    }
    var outcome = DraftCheck.Outcome()
    for draft in covered {
      if let refusal = draft.refusal {
        outcome.failures.append(refusal)
        continue
      }
      do {
        let end = ContinuousClock.now.advanced(by: .seconds(10))
        outcome.reports.append(
          try linter.check(
            path: draft.path,
            bytes: draft.bytes,
            isOutOfTime: { ContinuousClock.now > end }
          )
        )
      } catch let error as DocumentError {
        outcome.failures.append(Failure(document: draft.path, error))
      } catch let error as LintError {
        outcome.failures.append(Failure("\(draft.path.safe): \(error.words)"))
      }
    }
    return outcome
  }
}
