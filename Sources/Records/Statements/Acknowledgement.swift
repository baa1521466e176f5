public import Git
public import Policies

/// `ack/1`: one person's word on one exact text.
public struct Acknowledgement: Statement {
  /// What the person does.
  public enum Action: String, Sendable {
    case acknowledge
    case decline
    case withdraw
  }

  /// How much of the text Writ showed before it asked.
  public enum Shown: Equatable, Sendable {
    case full
    case changes(since: PolicyVersion)
    case notShown

    /// `full`, `changes-since <version>` or `not-shown`.
    public var text: String {
      switch self {
      case .full: "full"
      case .changes(let version): "changes-since \(version)"
      case .notShown: "not-shown"
      }
    }
  }

  /// How consent was given.
  public enum Means: String, Sendable {
    /// The person typed it at the question.
    case typed
    /// `--yes` on the command line.
    case flag
    /// A click on a page.
    case page
  }

  static let format = RecordFormat.acknowledgement
  /// The reasons that a person may give.
  public static let reasons = ["not-understood", "disagree", "not-applicable", "mistake", "other"]

  /// What the person does.
  public var action: Action
  /// One of a fixed list; `nil` for none.
  public var reason: String?
  /// The tag of the version, in full.
  public var tag: String
  /// The tag object.
  public var tagObject: ObjectID
  /// The file with the text.
  public var path: String
  /// The text as a Git blob.
  public var blob: ObjectID
  /// The SHA-256 of the text.
  public var digest: String
  /// How much of it was shown.
  public var shown: Shown
  /// How consent was given.
  public var means: Means
  /// The language that was shown.
  public var language: String
  /// The sentence that was shown.
  public var statement: String

  init(_ record: Record) throws(Refusal) {
    guard let action = Action(rawValue: try record.value("Writ-Action")),
      let means = Means(rawValue: try record.value("Writ-Means"))
    else { throw Refusal(.record, "no Writ-Action or Writ-Means") }
    self.action = action
    self.means = means
    let reason = try record.value("Writ-Reason")
    self.reason = reason == "none" ? nil : reason
    tag = try record.value("Writ-Tag")
    tagObject = try record.objectID("Writ-Tag-Object")
    path = try record.value("Writ-Path")
    blob = try record.objectID("Writ-Blob")
    digest = try record.value("Writ-Digest")
    shown = Acknowledgement.shown(try record.value("Writ-Shown"))
    language = try record.value("Writ-Language")
    statement = try record.value("Writ-Statement")
    guard means != .flag || shown == .notShown else {
      throw Refusal(.record, "consent by flag cannot claim that the text was shown")
    }
  }

  var fields: [Record.Field] {
    Acknowledgement.fields([
      "Writ-Action": action.rawValue,
      "Writ-Reason": reason ?? "none",
      "Writ-Tag": tag,
      "Writ-Tag-Object": tagObject.hex,
      "Writ-Path": path,
      "Writ-Blob": blob.hex,
      "Writ-Digest": digest,
      "Writ-Shown": shown.text,
      "Writ-Means": means.rawValue,
      "Writ-Language": language,
      "Writ-Statement": statement,
    ])
  }

  private static func shown(_ text: String) -> Shown {
    if text == "full" { return .full }
    return text.split(separator: " ").last.flatMap { PolicyVersion($0) }
      .map { .changes(since: $0) } ?? .notShown
  }
}

extension Acknowledgement {
  init(
    _ action: Action,
    of text: PublishedText,
    reason: String? = nil,
    shown: Shown,
    means: Means,
    statement: String
  ) {
    self.action = action
    self.reason = reason
    self.shown = shown
    self.means = means
    self.statement = statement
    (tag, tagObject, path) = (text.tag, text.tagObject, text.path)
    (blob, digest, language) = (text.blob, text.digest, text.language)
  }
}

/// The exact text that a person is asked about.
public struct PublishedText: Equatable, Sendable {
  /// The tag of the version, in full.
  public var tag: String
  /// The tag object.
  public var tagObject: ObjectID
  /// The file with the text.
  public var path: String
  /// The text as a Git blob.
  public var blob: ObjectID
  /// The SHA-256 of the text.
  public var digest: String
  /// The text's language.
  public var language: String
}
