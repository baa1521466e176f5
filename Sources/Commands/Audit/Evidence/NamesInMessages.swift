import Foundation
import Policies
import Records

/// Looks for names in what people wrote and signed, which nothing can take out again.
struct NamesInMessages {
  /// Names and addresses, each with the form that it would have in a proposal's name.
  private let names: [(name: String, slug: String?)]

  init(_ directory: Directory) {
    names = directory.people.values.flatMap { fields in
      [fields[.name], fields[.email]].compactMap { $0 }.filter { $0.count > 2 }
    }.map { name in
      let parts = name.lowercased().split { !$0.isLetter && !$0.isNumber }
      // One word alone could be any word of a proposal's name, and ids are no secret.
      return (name, parts.count > 1 ? parts.joined(separator: "-") : nil)
    }
  }

  /// The first name or address of the directory that stands in a text, however its lines are broken.
  func first(in text: String) -> String? {
    let plain = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return names.first { name, slug in
      plain.localizedCaseInsensitiveContains(name)
        || slug.map(plain.localizedCaseInsensitiveContains) ?? false
    }?.name
  }

  /// Refuses messages in which a name or address of the directory stands.
  ///
  /// - Parameter messages: the commits with their messages, as `git log -z --format='%H %B'` writes
  ///   them; a reviewer's words are percent-escaped in them.
  /// - Throws: a `Failure` with the first name and its commit.
  func refuse(in messages: String) throws {
    for message in messages.split(separator: "\0") {
      let plain = message.removingPercentEncoding ?? String(message)
      guard let name = first(in: plain) else { continue }
      throw Failure(
        "'\(name.safe)' stands in a signed message, and names are to be left out",
        cause: "commit \(message.prefix { $0 != " " }), which others build on",
        hint: "leave out --pseudonymous, or hand the pack only to whom the name may be known"
      )
    }
  }
}
