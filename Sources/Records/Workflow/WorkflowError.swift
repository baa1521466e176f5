public import Documents
public import Git

public import Policies

/// Why a step of the workflow was not taken.
///
/// `Commands` turns each into words and a next command.
public enum WorkflowError: Error, Equatable, Sendable {
  /// The folder is in a Git repository without a registry.
  case notAPolicyRepository(String, isBare: Bool)
  /// `writ init` was interrupted.
  case unfinished
  /// A file that every policy repository has is not there.
  case missingFile(String)
  /// A file cannot be read as what it should be.
  case document(String, DocumentError)
  /// There is no such policy.
  case unknownPolicy(String, known: [String])
  /// There is no such version of a policy.
  case unknownVersion(String, String, known: [String])
  /// The version was published without a text in this language.
  case noTranslation(String, PolicyVersion, String, known: [String])
  /// The policy has no published version.
  case notPublished(String, publishers: [PersonID] = [])
  /// There is no such person in the registry.
  case unknownPerson(PersonID)
  /// The person already is in the registry.
  case personExists(PersonID)
  /// The person has left before; an id belongs to one stay.
  case returned(PersonID)
  /// The key already is in the registry.
  case keyTaken(PersonID)
  /// The key waits to be entered already.
  case alreadyRequested(PersonID, fingerprint: String)
  /// The key that signed is not one of the person's.
  case notTheirKey(PersonID, fingerprint: String)
  /// The person's key is not valid any more.
  case keyExpired(PersonID)
  /// The signature that came back cannot be used.
  case unusableSignature(String)
  /// The person has left.
  case left(PersonID)
  /// The step needs a role that the person does not hold.
  case needsRole(PersonID, String, holders: [PersonID])
  /// The role is not one that the proposal needs.
  case roleNotAsked(String, needed: [String])
  /// The proposal has exactly these words already.
  case alreadyProposed(ProposalName)
  /// A word that cannot name a proposal.
  case badSlug(String)
  /// A name that only changes of people, keys and roles have.
  case reservedSlug(String)
  /// There is nothing to propose.
  case nothingToPropose(String?)
  /// Changed files that cannot be proposed.
  case badPath(String, String)
  /// The change of `writ.yml`'s approval rules comes with other files.
  case rulesWithOthers([String])
  /// The change must have at least this class.
  case classTooLow(ChangeClass, because: String)
  /// There is no such proposal.
  case unknownProposal(String, known: [String])
  /// The word fits several proposals.
  case ambiguousProposal(String, [String])
  /// The proposal is part of main already.
  case alreadyMerged(ProposalName)
  /// The proposal fell with a key that was ended.
  case fallen(ProposalName, Refusal)
  /// The proposal is closed.
  case closed(ProposalName, by: PersonID)
  /// What was to be decided about the proposal holds already.
  case alreadySo(ProposalName)
  /// The proposal is somebody else's.
  case notYours(ProposalName)
  /// A file matches no approval rule.
  case noRule(String)
  /// The files of the proposal were changed on main as well.
  case conflicts(ProposalName, [String])
  /// Approvals are missing.
  case approvalsMissing(ProposalName, [String])
  /// Whoever would merge a proposal for the registry has approved it, so that one is missing; who can merge it.
  case mergedByApprover(ProposalName, [PersonID])
  /// Somebody asked for a change.
  case objection(ProposalName, PersonID, comment: String)
  /// The author reviews their own proposal.
  case ownProposal(ProposalName)
  /// A clause that is not in the text.
  case unknownClause(String, policy: String)
  /// The files in the work folder stand in the way of an update.
  case filesInTheWay
  /// The version is published already, and nothing has changed since.
  case nothingToPublish(String, PolicyVersion)
  /// Main has a commit that cannot be trusted.
  case badMain(ObjectID?, Refusal)
  /// The version was taken out of force.
  case withdrawn(String, PolicyVersion)
  /// The date is too early.
  case tooEarly(String, Instant, notice: Int?)
  /// The person already signed this version.
  case alreadyAcknowledged(String, PolicyVersion)
  /// The person already declined this version.
  case alreadyDeclined(String, PolicyVersion)
  /// There is no acknowledgement to take back.
  case nothingToWithdraw(String, PolicyVersion)
  /// A newer version that asks people again is in force.
  case superseded(String, PolicyVersion, by: PolicyVersion)
  /// Nobody could change the registry any more.
  case lastRegistrar(PersonID)
  /// The key that would sign is one that the change itself ends.
  case endsOwnKey(PersonID, since: Instant)
  /// A merge or publication, with its ref, would be bad for good if the person's key ended like this.
  case harmsMain(PersonID, String, ObjectID?, Refusal)
  /// So many registrars cannot decide together.
  case badThreshold(Int, registrars: [PersonID])
  /// The person is not in the audience.
  case notInAudience(PersonID, String)
  /// Somebody who is not the server wants to write receipts.
  case notTheLedger(PersonID, PersonID?)
  /// This computer's clock is behind the newest record here.
  case clockBehind(Instant, newest: Instant)
  /// Somebody else wrote to the same place several times in a row.
  case busy(String)
}
