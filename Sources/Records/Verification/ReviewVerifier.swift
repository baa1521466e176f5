import Git
import Policies

/// Checks everybody's acts and collects the reviews that are good.
struct ReviewVerifier {
  private let walk: ChainWalk
  private let repository: PolicyRepository

  init(_ walk: ChainWalk, _ repository: PolicyRepository) {
    (self.walk, self.repository) = (walk, repository)
  }

  func run(_ report: inout VerificationReport) throws -> ReviewBook {
    var entries: [PersonID: [ReviewEntry]] = [:]
    for reference in try repository.git.references(matching: "refs/writ/acts/*") {
      guard let person = Chain.owner(of: reference.name, kind: "acts") else { continue }
      var found: [ReviewEntry] = []
      report.add(
        walk.verify(reference, in: repository.git, as: .reviews) { link, _ throws(Refusal) in
          if let review = try ReviewBook.act(link, of: person, walk.registry) {
            found.append(review)
          }
        }
      )
      entries[person] = found
    }
    return ReviewBook(entries: entries)
  }
}
