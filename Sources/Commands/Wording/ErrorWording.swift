import Documents
import Foundation
import Git
import Records
import Signing

/// The one place that turns errors into words.
enum ErrorWording {
  /// What to tell the person about an error.
  static func failure(for error: any Error) -> Failure {
    switch error {
    case let failure as Failure: failure
    case let error as WorkflowError: error.failure
    case let refusal as Refusal: wording(refusal)
    case let error as GitError: wording(error)
    case let error as SigningError:
      Failure("the key cannot be used", cause: error.description.safe, status: .couldNotRun)
    case let error as DocumentError: Failure(document: "the file", error)
    case let error as CocoaError: wording(error)
    default: Failure("\(error)".safe, cause: "this is a mistake in Writ", status: .bug)
    }
  }

  /// What to type outside of every policy repository: most people have a copy, or are to get one.
  static let waysIn =
    "cd YOUR-COPY; to get one: writ join ADDRESS --fingerprint ID --person ID; "
    + "to start a company's first: writ init NEW-FOLDER --organisation NAME --person ID"

  private static func wording(_ refusal: Refusal) -> Failure {
    guard refusal.code == .newer else {
      return Failure("\(refusal.reason.safe) (\(refusal.code.rawValue))", hint: "writ verify")
    }
    return Failure(
      "\(refusal.reason.safe) (\(refusal.code.rawValue))",
      cause: "this is Writ \(Version.text), and it never writes on top of what it cannot read",
      hint: "writ --version, and the same where it was written; then install the newer Writ here"
    )
  }

  private static func wording(_ error: GitError) -> Failure {
    switch error.code {
    case .notFound where error.operation == "open the repository":
      Failure(
        "this folder is in no repository",
        hint: waysIn,
        status: .couldNotRun
      )
    case .owner:
      Failure(
        "the repository belongs to another user of this machine",
        cause: error.message.safe,
        hint: "sudo chown -R \"$USER\" .",
        status: .couldNotRun
      )
    case .locked:
      Failure(
        "another program is writing to this repository",
        cause: error.message.safe,
        hint: "git status",
        status: .couldNotRun
      )
    case _ where error.message.contains("extension") || error.message.contains("repositoryformat"):
      Failure(
        "this kind of repository is not supported (sha256, reftable, partial clone or worktree settings)",
        cause: error.message.safe,
        hint: "writ init NEW-FOLDER --organisation NAME --person ID",
        status: .couldNotRun
      )
    default:
      Failure(
        "could not \(error.operation.safe)",
        cause: error.message.safe,
        hint: error.code == .disk ? "writ doctor" : "git fsck",
        status: .couldNotRun
      )
    }
  }

  private static func wording(_ error: CocoaError) -> Failure {
    let path = error.filePath.map { " '\($0.safe)'" } ?? ""
    return Failure(
      "could not use the file\(path)",
      cause: error.localizedDescription.safe,
      hint: "writ doctor",
      status: .couldNotRun
    )
  }
}
