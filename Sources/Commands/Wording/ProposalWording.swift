import Policies
import Records

extension WorkflowError {
  /// Failures that are about proposals.
  var proposalFailure: Failure {
    switch self {
    case .nothingToPropose(let policy):
      Failure(
        policy.map { "no file of '\($0.safe)' differs from what is in force on main" }
          ?? "no file differs from main",
        hint: policy.map { "open policies/\($0.safe)/policy.md in an editor" }
          ?? "open a policy in an editor"
      )
    case .badPath(let path, let why):
      Failure(
        "'\(path.safe)' cannot be proposed: \(why)",
        hint: "move it away, or add its name to .gitignore"
      )
    case .roleNotAsked(let role, let needed):
      Failure(
        "this proposal does not ask for the role '\(role.safe)', so the verdict would not count",
        cause: "it asks for: \(needed.joined(separator: ", "))",
        hint: "writ review PROPOSAL --approve --role \(needed.first ?? "ROLE")"
      )
    case .alreadyProposed(let name):
      Failure(
        "proposal '\(name)' has exactly these words already",
        hint: "writ proposals show \(name)"
      )
    case .badSlug(let word):
      Failure(
        "'\(word.safe)' cannot name a proposal; use small letters, digits and dashes",
        hint: "writ propose --as plainer-words -m WHY",
        status: .couldNotRun
      )
    case .reservedSlug(let slug):
      Failure(
        "'\(slug.safe)' can only name a change of people, keys and roles",
        hint: "writ propose --as the-\(slug.safe) -m WHY",
        status: .couldNotRun
      )
    case .rulesWithOthers(let paths):
      Failure(
        "a change of the approval rules must stand alone, and these changed too: "
          + paths.prefix(6).map(\.safe).joined(separator: ", "),
        hint: "git stash push -- \(paths.first?.safe ?? "FILE")"
      )
    case .classTooLow(let least, let reason):
      Failure(
        "this change is \(least.rawValue): \(reason.safe)",
        hint: "writ propose --material -m WHY"
      )
    case .alreadyMerged(let name):
      Failure(
        "proposal '\(name)' is part of \(name.isForRegistry ? "the registry" : "main") already",
        hint: "writ proposals"
      )
    case .fallen(let name, let refusal):
      Failure(
        "proposal '\(name)' fell with a key that was ended, and nobody can go on with it",
        cause: refusal.reason,
        hint: name.isForRegistry
          ? "writ people, for the same change once more"
          : "writ propose --as \(name.slug)-again -m REASON, with the changed files in the work folder"
      )
    case .closed(let name, let person):
      Failure("proposal '\(name)' was closed by \(person)", hint: "writ proposals reopen \(name)")
    case .alreadySo(let name):
      Failure("that holds already for '\(name)'", hint: "writ proposals show \(name)")
    case .notYours(let name):
      Failure("proposal '\(name)' is somebody else's", hint: "writ proposals show \(name)")
    case .noRule(let path):
      Failure(
        "no approval rule in writ.yml covers '\(path.safe)'",
        hint: "open writ.yml in an editor"
      )
    case .conflicts, .approvalsMissing, .mergedByApprover, .objection, .ownProposal, .filesInTheWay:
      mergeFailure
    default: Failure("\(self)", status: .bug)
    }
  }

  private var mergeFailure: Failure {
    switch self {
    case .conflicts(let name, let paths) where name.isForRegistry:
      Failure(
        "the registry has changed since in \(paths.map { "'\($0.safe)'" }.joined(separator: ", ")); "
          + "\(name.person) must make this change once more",
        hint: "writ proposals close \(name), then writ people for what is still to change"
      )
    case .conflicts(let name, let paths):
      Failure(
        "main has changed since in \(paths.map { "'\($0.safe)'" }.joined(separator: ", ")); "
          + "\(name.person) must join '\(name)' with today's text",
        hint: "writ proposals update \(name)"
      )
    case .approvalsMissing(let name, let missing):
      Failure(
        "proposal '\(name)' needs \(missing.joined(separator: " and "))",
        hint: "writ proposals show \(name)"
      )
    case .mergedByApprover(let name, let able):
      Failure(
        "whoever merges '\(name)' agrees by that, and you have approved it already",
        cause: able.isEmpty
          ? "one more registrar must agree"
          : "it can be merged by \(able.map(\.description).joined(separator: " or "))",
        hint: able.isEmpty ? "writ proposals show \(name)" : "they type: writ merge \(name)"
      )
    case .objection(let name, let person, let comment):
      Failure(
        "\(person) asked for a change of '\(name)'",
        cause: comment.isEmpty ? nil : comment.safe,
        hint: "writ propose --as \(name.slug) -m WHY"
      )
    case .ownProposal(let name):
      Failure(
        "an author's own verdict never counts; somebody else must review '\(name)'",
        hint: "writ proposals show \(name)"
      )
    case .filesInTheWay:
      Failure(
        "changed files here stand in the way of the new text; nothing was merged",
        hint: "writ propose -m WHY"
      )
    default: Failure("\(self)", status: .bug)
    }
  }
}
