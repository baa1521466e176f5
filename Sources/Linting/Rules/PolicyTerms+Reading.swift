import Documents

extension PolicyTerms {
  static let keys = [
    "clause", "because", "instead", "when", "on", "gate", "effective", "law", "suppress", "tests",
    "regime", "as-of",
  ]

  /// Reads the `writ:` key of a rule file.
  init(_ yaml: YAMLMap) throws(DocumentError) {
    clause = try yaml.required("clause").text("clause")
    because = try yaml.required("because").text("because")
    instead = try yaml.required("instead").text("instead")
    let when = try yaml["when"]?.map("when")
    try when?.allow(only: ["account", "channel", "audience", "region"], in: "'when'")
    accounts = try when?["account"]?.choices("account") ?? []
    channels = try when?["channel"]?.choices("channel") ?? []
    audiences = try when?["audience"]?.choices("audience") ?? []
    regions = try when?["region"]?.choices("region") ?? []
    places = try yaml["on"]?.choices("on") ?? Self.usualPlaces
    gate = try yaml["gate"].map { value throws(DocumentError) in try Self.gate(value) }
    effective = try EffectiveDays(yaml["effective"])
    law = try yaml["law"]?.textListOrOne("law") ?? []
    regime = try yaml["regime"]?.text("regime")
    asOf = try yaml["as-of"]?.day("as-of")
    suppression = try yaml["suppress"].map { value throws(DocumentError) in try Suppression(value) }
  }

  private static func gate(_ value: YAMLValue) throws(DocumentError) -> Gate {
    guard let gate = Gate(rawValue: try value.text("gate")) else {
      throw value.error("'gate' must be block, approve or advise")
    }
    return gate
  }
}

extension PolicyTerms.EffectiveDays {
  init(_ value: YAMLValue?) throws(DocumentError) {
    guard let value else { return }
    let map = try value.map("effective")
    try map.allow(only: ["from", "until"], in: "'effective'")
    from = try map["from"]?.day("from")
    until = try map["until"]?.day("until")
    if let from, let until, until < from {
      throw value.error("'until' is before 'from'")
    }
  }
}

extension PolicyTerms.Suppression {
  init(_ value: YAMLValue) throws(DocumentError) {
    let map = try value.map("suppress")
    try map.allow(only: ["reason", "role", "days"], in: "'suppress'")
    let reason = try map["reason"]?.text("reason") ?? "required"
    guard ["required", "optional"].contains(reason) else {
      throw value.error("'reason' under 'suppress' must be required or optional")
    }
    needsReason = reason == "required"
    role = try map["role"]?.text("role")
    days = try map.count("days")
  }
}
