/// The files that every company of these tests begins with.
enum CompanyFiles {
  static let policy = """
    ---
    id: social-media
    title: Social media policy
    audience: [everyone]
    language: en
    ---
    # Social media policy

    ## Say who you work for {#SM-1}
    If you praise our products, say in the post that you work here.

    ## Keep secrets {#SM-2}
    You must not post what is not public.

    """

  static let travel = """
    ---
    id: travel
    title: Travel policy
    audience: [everyone]
    ---
    ## Take the train {#TR-1}
    Take the train where you can.

    """

  static let settings = """
    organisation: "Café Example"
    statement: "I have read {title} {version} of {organisation}, and I will follow it."
    approvals:
      - paths: ["policies/**"]
        needs: {legal: 1}
      - paths: ["writ.yml"]
        needs: {legal: 2}
      - paths: ["README.md"]
        needs: {legal: 1}
    due-days: 14

    """

  static let all: [(path: String, bytes: [UInt8], isExecutable: Bool)] = [
    ("writ.yml", settings), ("README.md", "# Policies\n"),
    ("policies/social-media/policy.md", policy), ("policies/travel/policy.md", travel),
  ].map { ($0.0, Array($0.1.utf8), false) }

  static let policyPath = "policies/social-media/policy.md"
  static let travelPath = "policies/travel/policy.md"
}
