import Signing

/// Where Git can fetch a policy repository from: a URL, or `host:path` as SSH has it.
struct PolicyAddress: Equatable {
  /// The address as it was written.
  let text: String

  /// Reads an address; `nil` for the path of a folder.
  ///
  /// Git's own rule: a colon before the first slash is a host's (git-fetch(1), GIT URLS). Whether the
  /// address may be used is another matter: `isUsable`.
  init?(_ text: String) {
    let first = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).first
    guard first?.contains(":") == true else { return nil }
    self.text = text
  }

  /// Whether Git would only connect to a place, and run no program that the address names.
  var isUsable: Bool { CloneTrust.isPlain(text) }

  /// The address for people, without a password that is part of it.
  var shown: String { PolicyAddress.withoutPasswords(text).safe }

  /// What the address is kept under: neither its password nor its spelling is part of a file's name.
  var key: String { Digest.sha256(PolicyAddress.withoutPasswords(text)) }

  /// A text in which no address shows a password.
  static func withoutPasswords(_ text: String) -> String {
    text.replacing(/:\/\/([^\/@:\s]*):[^\/\s]*@/) { "://\($0.1)@" }
  }
}

/// Where the policies are that drafts are checked against.
enum PolicyPlace: Equatable {
  /// A policy repository's folder on this machine.
  case folder(String)
  /// A repository elsewhere, of which a copy is kept here.
  case address(PolicyAddress)

  /// Reads what somebody wrote; a path is taken from `folder` on.
  init(_ text: String, in folder: String) {
    if let address = PolicyAddress(text) {
      self = .address(address)
    } else {
      self = .folder(text.hasPrefix("/") ? text : folder + "/" + text)
    }
  }

  /// Reads what somebody typed.
  init(_ typed: String, in edge: Edge) {
    self = PolicyAddress(typed).map(PolicyPlace.address) ?? .folder(edge.path(typed))
  }
}
