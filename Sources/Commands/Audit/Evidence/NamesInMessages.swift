import Foundation
import Policies
import Records

/// Looks for names in what people wrote and signed, which nothing can take out again.
struct NamesInMessages {
  private let names: [String]

  init(_ directory: Directory) {
    names = directory.people.values.flatMap { fields in
      [fields[.name], fields[.email]].compactMap { $0 }.filter { $0.count > 2 }
    }
  }

  /// Refuses messages in which a name or address of the directory stands.
  ///
  /// - Parameter messages: the commits with their messages, as `git log -z --format='%H %B'` writes
  ///   them; a reviewer's words are percent-escaped in them.
  /// - Throws: a `Failure` with the first name and its commit.
  func refuse(in messages: String) throws {
    for message in messages.split(separator: "\0") {
      let plain = message.removingPercentEncoding ?? String(message)
      guard let name = names.first(where: { plain.localizedCaseInsensitiveContains($0) }) else {
        continue
      }
      throw Failure(
        "'\(name.safe)' stands in a signed message, and names are to be left out",
        cause: "commit \(message.prefix { $0 != " " }), which others build on",
        hint: "leave out --pseudonymous, or hand the pack only to whom the name may be known"
      )
    }
  }
}
