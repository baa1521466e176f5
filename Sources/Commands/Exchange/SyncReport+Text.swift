import Records

extension SyncReport {
  /// The answer: what came and what went.
  var answer: String {
    let lines = [SyncReport.line("Received", received), SyncReport.line("Sent", sent)]
      .compactMap { $0 }
    guard lines.isEmpty else { return lines.joined(separator: "\n") }
    return isGood ? "In step with \(remote.safe)" : "Nothing was received or sent"
  }

  /// What a person has to know beside it, each with what to do.
  var remarks: [String] {
    var lines = refusals
    lines += held.map { "not sent: \($0.ref.safe): \($0.reason.safe) [\($0.code)]" }
    lines += alarms.map {
      "alarm: \($0.ref.safe) \(SyncReport.words($0.kind))\($0.isRestored ? "; sent again" : "")"
    }
    lines += diverged.map { "not in step: \($0.safe) went on differently here and there" }
    if signedAgain > 0 {
      lines.append("signed again, since you signed elsewhere or too long ago: \(signedAgain)")
    }
    if leftOut > 0 {
      let why = "since you had signed the same elsewhere, or something later"
      lines.append("left out, \(why): \(leftOut)")
    }
    if filesInTheWay {
      lines.append(
        "main has moved on, and files that you changed here stand in its way; propose what you want to keep"
      )
    }
    return lines
  }

  /// What one side did not take, what has the same reason on one line.
  private var refusals: [String] {
    var refs: [String: [String]] = [:]
    var reasons: [String] = []
    for item in refused {
      let side = item.by == .here ? "not taken in" : "refused there"
      let code = item.code.map { " [\($0)]" } ?? ""
      let reason = "\(side): %: \(item.reason.safe)\(code)"
      if refs[reason] == nil { reasons.append(reason) }
      refs[reason, default: []].append(item.ref.safe)
    }
    return reasons.map { reason in
      reason.replacing(
        "%",
        with: refs[reason, default: []].joined(separator: ", "),
        maxReplacements: 1
      )
    }
  }

  /// Whether others did something first, or it came too late, and doing it again helps.
  private var mustGiveWay: Bool {
    // Of one's own records that name a registry which was dropped before they were signed again.
    refused.contains { $0.by == .there && $0.reason.contains("[R-REGISTRY]") }
      || judged.union(diverged).contains { ref in
        switch RefKind(ref) {
        case .registry, .main, .tag, .published: true
        default: false
        }
      }
  }

  /// The next command to type; `nil` if there is nothing to do.
  var hint: String? {
    if let first = held.first { return first.wayBack.map { "\($0) && writ sync" } ?? "writ verify" }
    if filesInTheWay { return "writ propose -m WHY && git restore . && writ sync" }
    if !alarms.allSatisfy(\.isRestored) {
      return "ask whoever runs the server, then: writ sync --restore"
    }
    if mustGiveWay { return "writ sync --give-way" }
    if refused.contains(where: { $0.by == .here }) { return "writ verify" }
    return refused.isEmpty
      ? nil : "writ sync, and if that does not help ask whoever runs the server"
  }

  private static func words(_ kind: String) -> String {
    switch kind {
    case "deleted": "was there and is gone"
    case "wentBack": "is back at an older state than it was: the server lost something"
    default: "holds something else than it did: the server's history was rewritten"
    }
  }

  private static func line(_ title: String, _ counts: [String: Int]) -> String? {
    let parts = counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }
      .map { word, count in "\(count) \(word)\(count == 1 ? "" : "s")" }
    return parts.isEmpty ? nil : "\(title): \(parts.joined(separator: ", "))"
  }
}
