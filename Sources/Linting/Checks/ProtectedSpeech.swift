import Documents

/// Posts on an employee's own account that the law protects: pay, hours, staffing, safety,
/// harassment, a union, a report to an agency (RULES.md SP80; NLRA section 7, SEC rule 21F-17).
///
/// Built in and not to be configured: no rule of any policy runs on such a post, and nothing about it
/// is kept. It errs on the side of silence: an advice not given costs little, one given here may
/// itself be unlawful.
enum ProtectedSpeech {
  static let notice =
    "This is yours to say: posts about pay, hours, staffing, safety, harassment, unions or reports "
    + "to an agency are not checked here, and nothing about them is kept."

  /// Whether the post must be left alone, by what is built in or by a rule of the kind `guard`.
  static func covers(_ views: PostViews, _ rules: [BoundRule], today: Day) -> Bool {
    if covers(views) { return true }
    let guards = rules.map(\.rule).filter {
      !$0.isCheck && $0.applies(to: views.post, today: today)
    }
    return guards.contains { rule in
      ((try? rule.hits(in: views, Work(limit: 1))).map { !$0.isEmpty }) ?? true
    }
  }

  /// Whether the post must be left alone; when in doubt it must.
  ///
  /// All texts count, in the plain reading as well: `#UnionStrong` is about a union.
  static func covers(_ views: PostViews) -> Bool {
    do {
      let pattern = try compiled.get()
      return try views.all.contains { text in
        let readings = [text.light, text.strict].compactMap(\.self)
        return try readings.contains { try pattern.first(in: $0.text) != nil }
      }
    } catch {
      return true
    }
  }

  private static let compiled = Result { () throws(PatternError) in
    try Pattern("\\b(?:\(topics.joined(separator: "|")))\\b", .ignoringCase)
  }

  private static let topics = pay + hours + staffing + safety + treatment + union + agency

  private static let pay = [
    "wages?", "salar(?:y|ies)",
    "pay ?(?:checks?|cheques?|slips?|days?|rises?|raises?|cuts?|gap|scale)",
    "(?:under|over|un)paid", "overtime", "(?:my|our|their|your|the|low|fair|equal|poor|better) pay",
    "(?:get|gets|got|getting) paid", "paid (?:late|less|more|only|just|so little)",
    "pay (?:us|me|them|staff|workers|crew|people)", "bonus(?:es)?", "pensions?", "severance",
    "(?:sick|holiday|parental|maternity|paternity) (?:pay|leave)", "pay transparency",
    "[$£€]? ?\\d+(?:[.,]\\d+)? ?(?:an |per |a |/ ?)?(?:hr|hour)",
  ]

  private static let hours = [
    "(?:my|our|their|your|long|working|more|fewer|extra|zero) hours",
    "hours? (?:a|per|each) (?:week|day)",
    "zero[- ]hours?", "shifts?", "rotas?", "(?:work|shift) (?:schedule|roster|pattern)s?",
    "(?:lunch|rest|meal|no|our|my) breaks?", "night work", "days? off",
  ]

  private static let staffing = [
    "(?:under|short)[- ]?staffed", "staffing", "staff shortages?", "lay(?:ing)?[- ]?offs?",
    "laid off",
    "redundanc(?:y|ies)", "sacked", "(?:was|were|got|been|being) fired", "fired (?:me|us|them|for)",
    "workloads?", "working conditions?", "burn(?:ed|t)?[- ]?out", "crew members?", "co-?workers?",
  ]

  private static let safety = [
    "unsafe", "(?:health and|workplace|worker|staff|crew|our|job) safety",
    "safety (?:at work|violations?|hazards?|concerns?|problems?|issues?|gear|complaints?)",
    "injur(?:y|ies|ed) (?:at|on|while) (?:work|the job|working)", "hurt at work",
    "accidents? at work", "hazardous", "protective (?:gear|equipment)",
  ]

  private static let treatment = [
    "harass(?:e[ds]|ing|ment)?", "bull(?:y|ies|ied|ying)", "discriminat(?:e[ds]?|ing|ion)",
    "retaliat(?:e[ds]?|ing|ion)", "sexism", "racism", "hostile work\\w*", "grievances?",
    "(?:my|our) (?:boss|manager|supervisor|bosses|managers)",
  ]

  private static let union = [
    "(?<!european |credit |student )unions?", "unioni[sz]\\w*", "picket(?:s|ing|ers)?",
    "on strike", "strike (?:action|vote|fund|ballot)", "collective (?:bargaining|agreement)s?",
    "petitions?", "works councils?", "shop stewards?", "labou?r(?! of love| party)",
    "organi[sz]ing (?:at|our|my|drive|committee)",
  ]

  private static let agency = [
    "glassdoor", "kununu", "nlrb", "osha", "eeoc", "acas", "hse", "the sec", "whistle-?blow\\w*",
    "ombuds\\w*",
    "(?:labou?r|health|safety) (?:board|inspect\\w+|department|authority)", "department of labou?r",
    "report(?:ed|ing)? (?:\\w+ ){0,3}to (?:the )?(?:\\w+ )?(?:agency|authorit\\w+|police|regulator|"
      + "government|inspector\\w*|commission)",
  ]
}
