import ArgumentParser
import Documents
import Foundation
import Linting
import Records

/// The command `writ rules export`.
struct RulesExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the rules for other programs that read Vale's rule language",
    discussion: """
      Writes each rule in use without what ties it to a clause, into a folder with one style per \
      policy and a .vale.ini beside them. Rules that only Writ understands are named and left out.
      """
  )

  @Option(
    help: ArgumentHelp("The folder to write to; it must be empty or new", valueName: "folder")
  )
  var vale: String

  @Argument(help: ArgumentHelp("Only these policies (default: all)", valueName: "policy"))
  var names: [String] = []

  @OptionGroup var place: PlaceOptions

  func run() throws {
    let edge = Edge.current
    let shelf = try RuleShelf(try PolicyFiles(at: place.open(edge)), policies: names)
    let entries = shelf.entries.filter(\.isOn)
    let target = edge.path(vale)
    guard try FileManager.default.names(in: target).isEmpty else {
      throw Failure("the folder '\(vale.safe)' is not empty", hint: "ls \(vale.shellWord)")
    }
    let understood = entries.filter { Rule.valeKinds.contains($0.rule.kind) }
    for entry in understood { try write(entry, to: target) }
    let styles = Set(understood.map(\.policy)).sorted()
    let settings = """
      StylesPath = styles
      MinAlertLevel = suggestion

      [*.{md,txt}]
      BasedOnStyles = \(styles.joined(separator: ", "))

      """
    try write(settings, to: "\(target)/.vale.ini")
    for entry in entries where !Rule.valeKinds.contains(entry.rule.kind) {
      Output.remark("left out: \(entry.rule.name.safe), of the kind '\(entry.rule.kind)'")
    }
    Output.answer("Wrote \(understood.count) rules to \(vale.safe)")
  }

  private func write(_ entry: RuleShelf.Entry, to target: String) throws {
    let text = RuleText.forVale(String(decoding: entry.bytes, as: UTF8.self))
    guard (try? YAML.parse(text).map("a rule")["writ"]) == .some(nil) else {
      throw Failure(
        "'\(entry.rule.path.safe)' cannot be written without its key 'writ'",
        hint: "put 'writ:' at the beginning of a line, and what belongs to it two spaces further in"
      )
    }
    let name = entry.rule.name.split(separator: ".").last.map(String.init) ?? entry.rule.name
    try write(text, to: "\(target)/styles/\(entry.policy)/\(name).yml")
  }

  private func write(_ text: String, to path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
