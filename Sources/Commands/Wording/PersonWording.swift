import Policies
import Records

extension WorkflowError {
  /// Failures that are about who acts.
  var personFailure: Failure {
    switch self {
    case .unknownPerson(let person):
      Failure(
        "'\(person)' is not in the registry",
        hint: "writ people list; if you have asked to be let in: writ sync"
      )
    case .personExists(let person):
      Failure("'\(person)' is in the registry already", hint: "writ people list")
    case .returned(let person):
      Failure(
        "'\(person)' has left; whoever comes back gets a new id and a new key",
        hint: "writ people add \(person)-2 --key FILE.pub"
      )
    case .keyTaken(let person):
      Failure(
        "this key belongs to '\(person)'; a key is one person's for all time",
        hint: "ssh-keygen -t ed25519 -f NEW-KEY"
      )
    case .alreadyRequested(let person, let fingerprint):
      Failure(
        "the key \(fingerprint) waits already to be entered for '\(person)'",
        cause: "a request is made once, with the code that was typed then or without one",
        hint: "writ sync; if that code was wrong, a registrar compares the key with you and types: "
          + "writ people admit \(person) --without-code"
      )
    case .notTheirKey(let person, let fingerprint):
      Failure(
        "the key \(fingerprint) is none of the keys of '\(person)'",
        hint: TypedCommand.current.has("--key") || TypedCommand.current.has("--person")
          ? "writ people list, then the same with the --person and --key that belong together"
          : "git config user.signingkey PATH"
      )
    case .keyExpired(let person):
      Failure(
        "this key of '\(person)' is no longer valid",
        hint: "writ me, then: git config user.signingkey PATH-OF-THE-KEY-IN-USE; "
          + "where none is in use: writ join … --key A-NEW-ONE"
      )
    case .unusableSignature(let reason):
      Failure("the signature cannot be used", cause: reason.safe, status: .couldNotRun)
    case .left(let person): Failure("'\(person)' has left", hint: "writ people list --all")
    case .needsRole(let person, let role, let holders):
      Failure(
        "'\(person)' does not hold the role '\(role.safe)'",
        cause: holders.isEmpty
          ? "nobody holds it"
          : "who holds it: \(holders.map(\.description).joined(separator: ", "))",
        hint: "writ people list"
      )
    case .lastRegistrar(let person):
      Failure(
        "'\(person)' is the only registrar; nobody could change the registry any more",
        hint: "writ people roles ANOTHER --add registrar"
      )
    case .endsOwnKey(let person, let moment):
      Failure(
        "the key that you sign with, '\(person)', ends at \(moment) by this change itself",
        cause: "what it signs after that nobody accepts; another registrar can do this",
        hint: "writ people list"
      )
    case .harmsMain(let person, let ref, let object, let refusal):
      Failure(
        "'\(ref.safe)' would be bad for good, so the key of '\(person)' was not ended",
        cause:
          "\(object.map { "\($0): " } ?? "")\(refusal.reason.safe); what is wrong in its text can be undone by a proposal",
        hint: "writ people revoke \(person), which lets stand what is here by now"
          + (ref == Chain.published
            ? "; if more is published before it is decided, first: writ people roles \(person) --remove publisher"
            : "")
      )
    case .badThreshold(let number, let registrars):
      Failure(
        "\(number) registrars cannot decide where there are \(registrars.count)",
        cause: "registrars: \(registrars.map(\.description).joined(separator: ", "))",
        hint: "writ people roles ANOTHER --add registrar"
      )
    case .notInAudience(let person, let policy):
      Failure("'\(policy.safe)' is not for '\(person)'", hint: "writ todo")
    default: Failure("\(self)", status: .bug)
    }
  }

  /// Failures that are about versions.
  var versionFailure: Failure {
    switch self {
    case .nothingToPublish(let policy, let version):
      Failure(
        "nothing has changed since '\(policy.safe)' \(version)",
        hint: "writ propose \(policy.safe) -m WHY"
      )
    case .withdrawn(let policy, let version):
      Failure(
        "\(policy.safe) \(version) has been withdrawn",
        cause: "nothing has to be signed for it",
        hint: "writ todo"
      )
    case .badMain(let commit, let refusal):
      Failure(
        "main cannot be trusted, so nothing was published",
        cause: "\(commit.map { "\($0): " } ?? "")\(refusal.reason.safe)",
        hint: "writ verify"
      )
    case .tooEarly(let policy, let earliest, let notice):
      Failure(
        notice.map { days in
          days == 0
            ? "a version cannot take effect before it is published"
            : "its notice of \(days) days allows \(earliest.date) at the earliest"
        } ?? "the version whose words it mends takes effect on \(earliest.date), and not before",
        hint: "writ publish \(policy.safe) --effective \(earliest.date)"
      )
    case .alreadyAcknowledged(let policy, let version):
      Failure("you have already acknowledged \(policy.safe) \(version)", hint: "writ todo")
    case .alreadyDeclined(let policy, let version):
      Failure("you have already declined \(policy.safe) \(version)", hint: "writ todo")
    case .nothingToWithdraw(let policy, let version):
      Failure(
        "there is nothing of yours to take back for \(policy.safe) \(version)",
        hint: "writ todo"
      )
    case .superseded(let policy, let version, let newer):
      Failure(
        "\(policy.safe) \(version) is no longer in force; \(newer) is asked for now",
        hint: "writ ack \(policy.safe)"
      )
    default: Failure("\(self)", status: .bug)
    }
  }
}
