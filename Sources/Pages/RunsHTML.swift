import Policies

/// Runs of words as HTML, changes marked for the eye and for the ear.
struct RunsHTML {
  /// What a reference to a clause of the page reads like, by id.
  let names: [String: String]

  func html(_ runs: [Redline.Run]) -> String {
    runs.map { run in
      let words = HTMLText.shown(run.text)
      let space = run.space.contains("\n") ? run.space : run.space.isEmpty ? "" : " "
      return switch run.mark {
      case .keep: space + linked(words)
      case .delete: space + marked("del", "taken out", words)
      case .insert: space + marked("ins", "put in", linked(words))
      }
    }.joined()
  }

  private func marked(_ tag: String, _ spoken: String, _ words: String) -> String {
    "<\(tag)><span class=\"unseen\" lang=\"en\">[\(spoken): </span>\(words)"
      + "<span class=\"unseen\">]</span></\(tag)>"
  }

  /// `(#SM-3)`, as a reference stands in a redline, becomes a link with number and title.
  private func linked(_ words: String) -> String {
    guard words.contains("(#") else { return words }
    return words.replacing(/\(#([A-Za-z][A-Za-z0-9.-]*)\)/) { match in
      guard let name = names[String(match.1)] else { return String(match.0) }
      return "(<a href=\"#\(match.1)\">\(HTMLText.shown(name))</a>)"
    }
  }
}
