import Git
import Policies
import Signing
import TestTools
import Testing

@testable import Records

/// Commits on main that Writ did not make.
struct MainAttackTests {
  @Test func anUnsignedCommitOnMainIsRefused() async throws {
    let company = try await Company.founded()
    try Program.text(
      ["git", "commit", "-q", "--allow-empty", "--no-gpg-sign", "-m", "x"],
      in: company.path
    )
    let report = try await company.verify()
    #expect(report.codes(under: Chain.main).count == 1)
    #expect(report.problems.first?.object == (try company.git.reference(Chain.main)))
  }

  @Test func aSignedCommitWithoutARecordIsRefused() async throws {
    let company = try await Company.founded()
    try await plain(company, message: "a direct commit\n")
    #expect(try await company.verify().codes(under: Chain.main) == [.record])
  }

  @Test func aMergeRecordOnACommitWithOneParentIsRefused() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    let review = try await company.review(proposal)
    try company.plant(
      company.merging(proposal, with: [(Company.bruno, review)]).with { $0.alsoParent = nil }
    )
    #expect(try await company.verify().codes(under: Chain.main) == [.chain])
  }

  /// It is in no list of files that was approved, and would stand in the way of a policy of its name.
  @Test(arguments: ["policies/evil/policy.md", "questions"])
  func anEmptyFolderThatNobodyApprovedIsRefused(path: String) async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    let review = try await company.review(proposal)
    let forgery = try company.merging(proposal, with: [(Company.bruno, review)])
    let tree = try company.tree(forgery.tree, withEmptyFolder: path)
    try company.plant(forgery.with { $0.tree = tree })
    #expect(try await company.verify().codes(under: Chain.main) == [.object])
  }

  @Test func anEmptyFolderInTheRegistryIsRefused() async throws {
    let company = try await Company.founded()
    let tree = try company.registryTree().granting(["cook"], to: Company.carla).write()
    let forgery = try company.registering(tree)
    #expect(try company.refusal(ofRegistry: forgery) == nil)
    let more = try company.tree(tree, withEmptyFolder: "more")
    #expect(try company.refusal(ofRegistry: forgery.with { $0.tree = more }) == .object)
  }

  @Test func aSecondRootIsRefused() async throws {
    let company = try await Company.founded()
    let tree = try company.mainTree()
    let root = Root(manifest: try Manifest(company.git).digest(ofTree: tree))
    try company.plant(Forgery(root, on: Chain.main, by: Company.ana).with { $0.tree = tree })
    #expect(try await company.verify().codes(under: Chain.main) == [.record])
  }

  @Test func aRootByAnybodyButARegistrarIsRefused() async throws {
    let company = try await Company.founded()
    let tree = try company.mainTree()
    let root = Root(manifest: try Manifest(company.git).digest(ofTree: tree))
    try company.plant(
      Forgery(root, on: Chain.main, by: Company.carla).with {
        $0.tree = tree
        $0.parents = []
        $0.sequence = 1
        $0.edit = { $0.replacing(/Writ-Previous: \w+/, with: "Writ-Previous: none") }
      }
    )
    #expect(try await company.verify().codes(under: Chain.main) == [.role])
  }

  @Test func anotherTreeThanTheManifestsIsRefused() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    let review = try await company.review(proposal)
    let other = try company.tree(company.mainTree(), putting: "README.md", "x")
    try company.plant(
      company.merging(proposal, with: [(Company.bruno, review)]).with { $0.tree = other }
    )
    #expect(try await company.verify().codes(under: Chain.main) == [.content])
  }

  @Test(arguments: [
    (CompanyFiles.policyPath, Company.softer + "x"), (CompanyFiles.policyPath, CompanyFiles.policy),
    ("README.md", "other"), ("policies/new.md", "new"),
  ])
  func aMergeThatDiffersFromWhatWasApprovedIsRefused(path: String, text: String) async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    let review = try await company.review(proposal)
    let merged = try company.repository().merged(proposal, into: company.repository().mainTip())
    let tree = try company.tree(merged, putting: path, text)
    let forgery = try company.merging(proposal, with: [(Company.bruno, review)], tree: tree)
    try company.plant(forgery)
    #expect(try await company.verify().codes(under: Chain.main) == [.content])
  }

  @Test func theApprovedDigestOnOtherChangesIsRefused() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    let review = try await company.review(proposal)
    let tree = try company.tree(
      company.mainTree(),
      putting: CompanyFiles.policyPath,
      Company.stricter
    )
    var merge = try #require(
      try company.merging(proposal, with: [(Company.bruno, review)], tree: tree).statement as? Merge
    )
    merge.changeDigest = proposal.changeDigest
    try company.plant(
      Forgery(merge, on: Chain.main, by: Company.carla).with {
        $0.tree = tree
        $0.alsoParent = proposal.head
      }
    )
    #expect(try await company.verify().codes(under: Chain.main) == [.content])
  }

  @Test func aChangedModeIsAnotherChange() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    let review = try await company.review(proposal)
    let merged = try company.repository().merged(proposal, into: company.repository().mainTip())
    var file = try #require(try company.git.file(CompanyFiles.policyPath, inTree: merged))
    file.mode = 0o100755
    let tree = try company.git.writeTree(from: merged, putting: [file.path: file])
    try company.plant(company.merging(proposal, with: [(Company.bruno, review)], tree: tree))
    #expect(try await company.verify().codes(under: Chain.main) == [.content])
  }

  @Test(arguments: [0o120000, 0o160000] as [UInt32])
  func aLinkOrAForeignRepositoryIsRefused(mode: UInt32) async throws {
    let company = try await Company.founded()
    let id =
      mode == 0o160000
      ? try company.repository().mainTip()
      : try company.git.write(RawObject(kind: .blob, bytes: Array("/etc/passwd".utf8)))
    let tree = try company.git.writeTree(
      from: company.mainTree(),
      putting: ["policies/x": TreeFile(path: "policies/x", mode: mode, id: id)]
    )
    #expect { try Manifest(company.git).digest(ofTree: tree) } throws: { error in
      (error as? Refusal)?.code == .content
    }
  }

  @Test func aMergeThatAlsoChangesTheApprovalRulesIsRefused() async throws {
    let company = try await Company.founded()
    let lower = CompanyFiles.settings.replacing("{legal: 2}", with: "{legal: 1}")
    let files = ["writ.yml": lower, CompanyFiles.policyPath: Company.softer]
    await #expect(throws: WorkflowError.rulesWithOthers([CompanyFiles.policyPath])) {
      try await company.propose(files)
    }
    var tree = try company.mainTree()
    for (path, text) in files { tree = try company.tree(tree, putting: path, text) }
    let proposal = try await company.proposal("raw", tree: tree, by: Company.carla)
    let reviews = try [Company.bruno, Company.dan].map {
      ($0, try company.plant(company.reviewing(proposal, by: $0)))
    }
    try company.plant(company.merging(proposal, with: reviews, tree: tree))
    #expect(try await company.verify().codes(under: Chain.main) == [.approval])
  }

  @Test func theRulesOfTheFirstParentDecide() async throws {
    let company = try await Company.founded()
    let lower = CompanyFiles.settings.replacing("{legal: 2}", with: "{legal: 1}")
    let proposal = try await company.propose(["writ.yml": lower])
    let review = try await company.review(proposal)
    await #expect(throws: WorkflowError.self) { try await company.merge(proposal) }
    try company.plant(company.merging(proposal, with: [(Company.bruno, review)]))
    #expect(try await company.verify().codes(under: Chain.main) == [.approval])
  }

  private func plain(_ company: Company, message: String) async throws {
    let tip = try #require(try company.git.reference(Chain.main))
    let unsigned = try UnsignedCommit(
      tree: company.mainTree(),
      parents: [tip],
      person: Company.ana,
      time: company.now.seconds,
      message: Array(message.utf8)
    )
    let commit = try company.sign(unsigned, with: "ana")
    try company.point(
      Chain.main,
      to: company.git.write(RawObject(kind: .commit, bytes: commit.encoded))
    )
  }
}

extension Company {
  /// A tree with one more folder in which there is nothing.
  fileprivate func tree(_ base: ObjectID, withEmptyFolder path: String) throws -> ObjectID {
    guard let slash = path.firstIndex(of: "/") else {
      return try tree(base, putting: .emptyTree, as: path)
    }
    let (name, rest) = (String(path[..<slash]), String(path[path.index(after: slash)...]))
    let below = try Program.run(["git", "rev-parse", "\(base):\(name)"], in: self.path)
    let old = below.isGood ? try #require(ObjectID(hex: below.text)) : .emptyTree
    return try tree(base, putting: tree(old, withEmptyFolder: rest), as: name)
  }

  private func tree(_ base: ObjectID, putting folder: ObjectID, as name: String) throws -> ObjectID
  {
    let entries =
      try Program.text(["git", "ls-tree", base.hex], in: path)
      .split(separator: "\n").filter { !$0.hasSuffix("\t" + name) } + [
        "040000 tree \(folder)\t\(name)"
      ]
    let text = entries.joined(separator: "\n") + "\n"
    let made = try Program.run(["git", "mktree"], in: path, input: Array(text.utf8))
    return try #require(ObjectID(hex: made.text))
  }
}
