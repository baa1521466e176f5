extension DocumentCheck {
  /// A policy that nobody is to look at again, or that somebody should have.
  static let reviewDate = DocumentCheck("review-date") { policy in
    let words: String
    switch policy.document.front.reviewBy {
    case nil: words = "no review date; write a line such as 'review-by: 2027-12-01'"
    case let day? where policy.surroundings.today.map { day < $0 } ?? false:
      words = "the review date \(day) has passed"
    default: return []
    }
    return [
      PolicyFinding(
        .warning,
        "review-date",
        words,
        path: policy.path,
        at: policy.position(of: "review-by")
      )
    ]
  }
}
