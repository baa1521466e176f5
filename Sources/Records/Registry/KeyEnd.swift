import Git
import Policies

extension RegistryHistory {
  /// What stays good of a key that ended: what its chains held when the registry said so.
  struct KeyEnd: Sendable {
    /// The newest link of each chain at that moment, by ref.
    var tips: [String: ObjectID]
    /// From when the key counted for nothing.
    var moment: Instant
    /// Set where that moment lies before the registry said so: what arrived after it falls too.
    var cutOff: Instant?
    /// Whose key it was.
    var person: PersonID

    /// The end of a key, as a version of the registry says it; `nil` for a key that goes on, or is to run
    /// out some other day and is judged by its date alone.
    ///
    /// - Parameters:
    ///   - person: whose key it is.
    ///   - moment: from when it counts for nothing; `nil` for a key that goes on.
    ///   - version: when that version was made.
    ///   - tips: where the chains stood.
    init?(
      of person: PersonID,
      since moment: Instant?,
      said version: Instant,
      _ tips: [String: ObjectID]
    ) {
      // The second of the version is included.
      guard let moment, moment <= version.adding(seconds: 1) else { return nil }
      (self.tips, self.moment, self.person) = (tips, moment, person)
      cutOff = moment < version ? moment : nil
    }

    init(tips: [String: ObjectID], moment: Instant, cutOff: Instant?, person: PersonID) {
      (self.tips, self.moment, self.cutOff, self.person) = (tips, moment, cutOff, person)
    }

    /// Reads where chains stood, given as `<ref> <object id>`.
    static func tips(_ lines: [String]) throws(Refusal) -> [String: ObjectID] {
      var tips: [String: ObjectID] = [:]
      for line in lines {
        let words = line.split(separator: " ")
        guard words.count == 2, let id = ObjectID(hex: words[1]),
          tips.updateValue(id, forKey: String(words[0])) == nil
        else { throw Refusal(.record, "Writ-Tip names '\(line)'") }
      }
      return tips
    }

    /// Where a chain had to stop, in words that are the same only for the same place.
    func stop(on ref: String) -> String {
      "\(moment) \(cutOff?.description ?? "none") \(tips[ref]?.hex ?? "none")"
    }
  }
}
