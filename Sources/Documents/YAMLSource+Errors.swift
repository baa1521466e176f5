internal import Yams

extension YAMLSource {
  /// What the parser found wrong, in our words and with our positions.
  func error(for error: YamlError) -> DocumentError {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _):
      DocumentError(problem + explanation(context), at: position(of: mark))
    case .composer(_, let problem, let mark, _):
      DocumentError(problem, at: position(of: mark))
    case .duplicatedKeysInMapping(let keys, let context):
      duplicate(keys.first ?? "", first: context.mark)
    case .reader(let problem, _, _, _):
      DocumentError(problem)
    default:
      DocumentError("this YAML cannot be read")
    }
  }

  private func explanation(_ context: YamlError.Context?) -> String {
    guard let context, !context.text.isEmpty else { return "" }
    return " (\(context.text) that begins on line \(position(of: context.mark).line))"
  }

  /// Yams names the key and its first place; the second is what the writer has to take away.
  private func duplicate(_ key: String, first: Mark) -> DocumentError {
    let here = position(of: first)
    let second = secondPosition(of: key, first: first)
    let place = second == nil ? "" : "; it is there already on line \(here.line)"
    return DocumentError("the key \(key.quoted) is written twice\(place)", at: second ?? here)
  }

  /// Looks for the key at the same column of a later line, which is where a block map has it.
  private func secondPosition(of key: String, first: Mark) -> Position? {
    let later = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated().dropFirst(first.line)
    for (index, line) in later {
      let rest = line.dropFirst(first.column - 1)
      let isKey = ["", "'", "\""].contains { quote in
        String(rest).hasPrefix("\(quote)\(key)\(quote):")
      }
      if isKey, line.prefix(first.column - 1).allSatisfy({ $0 == " " }) {
        return position(line: index + 1, scalarColumn: first.column)
      }
    }
    return nil
  }
}
