import Git
import Policies
import Records

/// The files of a proposal joined with main's, where main has changed them too.
struct JointTexts {
  /// A file that both sides changed.
  struct Pair {
    var path: String
    var base: [UInt8]
    var mine: [UInt8]
    var theirs: [UInt8]
  }

  let pairs: [Pair]

  init(of proposal: Proposal, in policies: PolicyRepository) throws {
    let main = try policies.mainTip()
    pairs = try policies.outdatedFiles(of: proposal).map { path in
      Pair(
        path: path,
        base: try policies.file(path, at: proposal.base) ?? [],
        mine: try policies.file(path, at: proposal.head) ?? [],
        theirs: try policies.file(path, at: main) ?? []
      )
    }
  }

  /// The joined bytes of each file; asks where a choice is needed.
  func files(_ choice: WordChoice) async throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for pair in pairs {
      files[pair.path] =
        pair.path.isPolicyText ? try await text(pair, choice) : try choice.side(of: pair)
    }
    return files
  }

  private func text(_ pair: Pair, _ choice: WordChoice) async throws -> [UInt8] {
    guard !pair.base.isEmpty, !pair.mine.isEmpty, !pair.theirs.isEmpty else {
      return try choice.side(of: pair)
    }
    let merge = ClauseMerge(
      base: try JointTexts.source(pair.base, pair.path),
      mine: try JointTexts.source(pair.mine, pair.path),
      theirs: try JointTexts.source(pair.theirs, pair.path)
    )
    let base = try PolicyTexts.document(pair.base, pair.path)
    let mine = Redline(from: base, to: try PolicyTexts.document(pair.mine, pair.path))
    let theirs = Redline(from: base, to: try PolicyTexts.document(pair.theirs, pair.path))
    var choices: [String: ClauseMerge.Choice] = [:]
    for conflict in merge.conflicts {
      choices[conflict.id] = try await choice.words(for: conflict, mine, theirs)
    }
    return Array((merge.text(choosing: choices) ?? "").utf8)
  }

  private static func source(_ bytes: [UInt8], _ path: String) throws -> ClauseSource {
    do {
      return try ClauseSource(parsing: bytes)
    } catch {
      throw WorkflowError.document(path, error)
    }
  }
}
