/// The patterns that addresses are made of, compiled when the first one is looked for.
struct AddressGrammar: Sendable {
  /// Group 1 what stands before, 2 the address, 3 its scheme, 4 its domain, 5 its path.
  let whole: Pattern
  /// A domain of ASCII and accented letters, found within a domain.
  let name: Pattern
  /// `t.co` addresses, which end after their name; group 1.
  let short: Pattern

  static let shared = Result { () throws(PatternError) in try AddressGrammar() }

  private init() throws(PatternError) {
    let top =
      "(?:(?:\(Self.topLevelDomains.joined(separator: "|")))(?=[^0-9a-zA-Z@+-]|\\z)|xn--[-0-9a-z]+)"
    let label = "[^\(Self.noLabel)]"
    let subdomain = "(?:\(label)(?:[_-]|\(label))*)?\(label)\\."
    let domain = "(?:\(subdomain))*(?:\(label)(?:-|\(label))*)?\(label)\\.\(top)"
    let query = "\\?[\(Self.query)]*[a-z0-9_&=#/-]"
    let before = "\\A|[\(Self.marks)]|[^a-z0-9@＠$#＃\\x{FFFE}\\x{FEFF}\\x{FFFF}]"
    whole = try Pattern(
      "(\(before))((https?://)?(\(domain))(?::[0-9]+)?(/(?:\(Self.path))*)?(?:\(query))?)",
      .ignoringCase
    )
    name = try Pattern("(?:(?:[-a-z0-9\(Self.accents)]+)\\.)+\(top)", .ignoringCase)
    short = try Pattern("\\Ahttps?://t\\.co/([a-z0-9]+)(?:\(query))?", .ignoringCase)
  }

  /// What steers the direction of text.
  private static let marks = "\\x{202A}-\\x{202E}\\x{61C}\\x{200E}\\x{200F}\\x{2066}-\\x{2069}"
  /// What cannot stand in a domain's label: punctuation, blanks, controls.
  private static let noLabel =
    "!'#%&()*+,\\\\\\-./:;<=>?@\\[\\]^_{|}~$\"\\s\\x{180E}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}"
    + "\\x{202F}\\x{205F}\\x{3000}\\x{FFFE}\\x{FEFF}\\x{FFFF}\\x00-\\x1F\\x7F" + marks
  private static let accents =
    "\\x{C0}-\\x{D6}\\x{D8}-\\x{F6}\\x{F8}-\\x{24F}\\x{253}\\x{254}\\x{256}\\x{257}\\x{259}\\x{25B}"
    + "\\x{263}\\x{268}\\x{26F}\\x{272}\\x{289}\\x{28B}\\x{2BB}\\x{300}-\\x{36F}\\x{1E00}-\\x{1EFF}"
  private static let query = "a-z0-9!?*'@();:&=+$/%#\\[\\]\\-_.,~|"

  /// A path: its last character is no punctuation, brackets go in pairs.
  private static let path: String = {
    let letters = "a-z\\x{400}-\\x{4FF}0-9\(accents)"
    let any = "[\(letters)!*';:=+,.$/%#\\[\\]\\-\\x{2013}_~@|&]"
    let pair = "\\((?:\(any)+|\(any)*\\(\(any)+\\)\(any)*)\\)"
    let last = "(?:[+\\-\(letters)=_#/]|\(pair))"
    return "\(any)*(?:\(pair)\(any)*)*\(last)|@\(any)+/"
  }()

  /// The longest first, so that `com` is not taken for `co`.
  private static var topLevelDomains: [String] {
    String(decoding: PackageResources.top_level_domains_txt, as: UTF8.self)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
      .flatMap { $0.split(separator: " ").map(String.init) }
      .sorted { $0.utf8.count > $1.utf8.count }
  }
}
