import Documents
import Git
import Policies
import Records

extension WorkflowError {
  /// What failed, and the next command to type.
  var failure: Failure {
    switch self {
    case .notAPolicyRepository(let path, isBare: true):
      Failure(
        "nothing has arrived in '\(path.safe)' yet, or it is no policy repository",
        cause: "the first who sends brings the people and the policies",
        hint: "in a copy: git remote add origin \(path.shellWord) && writ sync",
        status: .couldNotRun
      )
    case .notAPolicyRepository(let path, isBare: false):
      Failure(
        "'\(path.safe)' is no policy repository",
        hint: ErrorWording.waysIn,
        status: .couldNotRun
      )
    case .unfinished:
      Failure("this policy repository was not finished", hint: "writ init", status: .couldNotRun)
    case .missingFile(let path): Failure("'\(path.safe)' is missing", hint: "writ proposals")
    case .document(let path, let error): Failure(document: path, error)
    case .unknownPolicy, .unknownVersion, .noTranslation, .notPublished, .unknownProposal,
      .ambiguousProposal,
      .unknownClause:
      lookUpFailure
    case .unknownPerson, .personExists, .returned, .keyTaken, .alreadyRequested, .notTheirKey,
      .keyExpired,
      .unusableSignature,
      .left, .needsRole, .notInAudience, .lastRegistrar, .badThreshold, .endsOwnKey,
      .harmsMain:
      personFailure
    case .nothingToPropose, .alreadyProposed, .roleNotAsked, .badSlug, .reservedSlug, .badPath,
      .rulesWithOthers,
      .classTooLow,
      .alreadyMerged, .fallen, .closed, .alreadySo, .notYours,
      .noRule, .conflicts, .approvalsMissing, .mergedByApprover, .objection, .ownProposal,
      .filesInTheWay:
      proposalFailure
    case .nothingToPublish, .tooEarly, .badMain, .withdrawn, .alreadyAcknowledged, .alreadyDeclined,
      .nothingToWithdraw,
      .superseded:
      versionFailure
    case .notTheLedger(let person, let server):
      Failure(
        server.map { "receipts are signed by '\($0)', not by '\(person)'" }
          ?? "this repository has no ledger",
        hint: server == nil
          ? "writ ledger appoint SERVER --key FILE.pub"
          : "git config writ.person \(server?.description ?? "")",
        status: .couldNotRun
      )
    case .clockBehind(let now, let newest):
      Failure(
        "this computer's clock says \(now), and the newest record here is of \(newest)",
        cause: "one of the two clocks is wrong; nobody would accept what is signed now",
        hint: "sudo timedatectl set-ntp true, then writ doctor",
        status: .couldNotRun
      )
    case .busy(let ref):
      Failure(
        "somebody else wrote to '\(ref.safe)' at the same moment; nothing was changed",
        hint: "type the same command again"
      )
    }
  }

  private var lookUpFailure: Failure {
    switch self {
    case .unknownPolicy(let id, let known):
      Failure(
        "there is no policy '\(id.safe)'",
        cause: WorkflowError.known(known),
        hint: "writ policy list"
      )
    case .unknownVersion(let policy, let version, let known):
      Failure(
        "there is no version '\(version.safe)' of '\(policy)'",
        cause: WorkflowError.known(known),
        hint: "writ read \(policy)"
      )
    case .noTranslation(let policy, let version, let language, let known):
      Failure(
        "\(policy.safe) \(version) was not published in '\(language.safe)'",
        cause: WorkflowError.known(known),
        hint: "writ read \(policy.safe)"
      )
    case .notPublished(let policy, let publishers):
      Failure(
        "'\(policy.safe)' has no published version",
        cause: publishers.isEmpty
          ? "nobody may publish"
          : "who may publish: \(publishers.map(\.description).joined(separator: ", "))",
        hint: "writ sync; a publisher types: writ publish \(policy.safe)"
      )
    case .unknownProposal(let word, let known):
      Failure(
        "there is no proposal '\(word.safe)'",
        cause: WorkflowError.known(known),
        hint: "writ proposals"
      )
    case .ambiguousProposal(let word, let found):
      Failure(
        "more than one proposal fits '\(word.safe)': \(found.joined(separator: ", "))",
        hint: "writ propose --as \(found.first ?? "SLUG") -m WHY"
      )
    case .unknownClause(let clause, let policy):
      Failure("there is no clause '\(clause.safe)' in '\(policy)'", hint: "writ read \(policy)")
    default: Failure("\(self)", status: .bug)
    }
  }

  private static func known(_ names: [String]) -> String? {
    names.isEmpty ? nil : "there are: \(names.prefix(12).joined(separator: ", "))"
  }
}

extension Failure {
  /// A file that cannot be read as what it should be, with the place in it.
  init(document path: String, _ error: DocumentError, hint: String? = nil) {
    let place = error.position.map { ":\($0.line):\($0.column)" } ?? ""
    self.init("\(path.safe)\(place): \(error.message.safe)", hint: hint, status: .refused)
  }
}
