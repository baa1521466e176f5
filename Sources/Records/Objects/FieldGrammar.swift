import Git
import Policies
import Signing

/// What the value of one field of a record may be.
///
/// Every grammar has one spelling for one meaning, so that a record that was read encodes to the
/// same bytes.
enum FieldGrammar: Sendable {
  case objectID
  case digest
  case person
  case identifier
  case number
  case version
  /// `2026-12-01T00:00:00Z`.
  case instant
  case refName
  case path
  case language
  /// Identifiers with commas between, sorted, at least one.
  case identifiers
  /// `<person>/<slug>`.
  case proposal
  /// One line of text without control, bidirectional or line-breaking characters.
  case line
  /// Percent-escaped text, may be empty.
  case escaped
  case oneOf([String])
  /// `changes-since <version>` beside fixed words.
  case shown
  /// `<person> <object id>`.
  case approval
  /// `<ref> <object id>`.
  case tip
  /// `<old> <new> <sha256> <received-at> <ref>`.
  case update
  /// `<type> <base64>`: an SSH public key without a comment.
  case key
  /// `SHA256:<base64>`, as OpenSSH prints it.
  case fingerprint
  /// The grammar, or the word `none`.
  indirect case optional(FieldGrammar)

  func accepts(_ value: String) -> Bool {
    switch self {
    case .objectID: ObjectID(hex: value) != nil
    case .digest: value.withBytes { $0.count == 64 && $0.allSatisfy(FieldGrammar.isHexadecimal) }
    case .person: PersonID(value) != nil
    case .identifier: Identifier.isValid(value)
    case .number: FieldGrammar.isNumber(value)
    case .version: PolicyVersion(value) != nil
    case .instant: Instant(value) != nil
    case .refName: FieldGrammar.isRefName(value)
    case .path: TreePath.isAllowed(value)
    case .language: FieldGrammar.isLanguage(value)
    case .identifiers: FieldGrammar.isList(value)
    case .proposal: ProposalName(value) != nil
    case .line: SafeText.isLine(value)
    case .escaped: SafeText.unescape(value) != nil
    case .oneOf(let words): words.contains(value)
    case .shown: FieldGrammar.isShown(value)
    case .approval: FieldGrammar.isPair(value) { PersonID($0) != nil }
    case .tip: FieldGrammar.isPair(value, FieldGrammar.isRefName)
    case .update: RefReceipt(value) != nil
    case .key: (try? PublicKey(line: value))?.line == value
    case .fingerprint: FieldGrammar.isFingerprint(value)
    case .optional(let grammar): value == "none" || grammar.accepts(value)
    }
  }

  static func isHexadecimal(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }

  private static func isNumber(_ text: String) -> Bool {
    guard (1...9).contains(text.utf8.count), let number = Int(text), number > 0 else {
      return false
    }
    return String(number) == text
  }

  private static func isFingerprint(_ text: String) -> Bool {
    let prefix = "SHA256:"
    return text.hasPrefix(prefix) && text.utf8.count == prefix.utf8.count + 43
      && text.utf8.dropFirst(prefix.utf8.count).allSatisfy {
        isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/")
      }
  }

  static func isRefName(_ text: String) -> Bool {
    text.hasPrefix("refs/") && TreePath.isAllowed(text)
  }

  private static func isLanguage(_ text: String) -> Bool {
    (2...11).contains(text.utf8.count)
      && text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || FieldGrammar.isLetter($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isList(_ text: String) -> Bool {
    let items = text.split(separator: ",", omittingEmptySubsequences: false)
    return items.allSatisfy(Identifier.isValid) && zip(items, items.dropFirst()).allSatisfy(<)
  }

  private static func isShown(_ text: String) -> Bool {
    let prefix = "changes-since "
    guard text.hasPrefix(prefix) else { return text == "full" || text == "not-shown" }
    return PolicyVersion(text.dropFirst(prefix.count)) != nil
  }

  private static func isPair(_ text: String, _ first: (String) -> Bool) -> Bool {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    return words.count == 2 && first(String(words[0])) && ObjectID(hex: words[1]) != nil
  }
}
