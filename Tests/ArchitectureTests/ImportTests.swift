import Testing

/// The walls between the parts, as `Package.swift` and docs/ARCHITECTURE.md draw them.
struct ImportTests {
  /// Which of our own modules each module may use.
  static let parts: [String: Set<String>] = [
    "writ": ["Commands"],
    "Commands": [
      "Web", "Index", "Pages", "Records", "Policies", "Linting", "Dictionaries", "Git",
      "Signing", "Documents",
    ],
    "Web": ["Index", "Pages", "Records", "Policies", "Git", "Signing", "Documents"],
    "Pages": ["Policies", "Documents"],
    "Index": ["Records", "Policies", "Git", "Signing", "Documents"],
    "Records": ["Policies", "Git", "Signing", "Documents"],
    "Linting": ["Documents"],
    "Policies": ["Documents"],
    "Dictionaries": [],
    "Documents": [],
    "Git": [],
    "Signing": [],
  ]

  /// Which modules may use a library.
  static let libraries: [String: Set<String>] = [
    "CLibgit2": ["Git"],
    "CLibgit2Memory": ["Git"],
    "CBuild": ["Commands"],
    "CPCRE2": ["Linting"],
    "CHunspell": ["Dictionaries"],
    "CCmarkGFM": ["Policies"],
    "Yams": ["Documents"],
    "Mustache": ["Pages"],
    "Crypto": ["Signing"],
    "CryptoExtras": ["Signing"],
    "ArgumentParser": ["Commands"],
    "Rainbow": ["Commands"],
    "TextTable": ["Commands"],
    "Subprocess": ["Commands"],
    "Dispatch": ["Records"],
    "System": ["Commands"],
    "SystemPackage": ["Commands"],
    "GRDB": ["Index"],
    "Hummingbird": ["Web"],
  ]

  /// What comes with Swift and may be used anywhere; the system's own modules belong at the edge.
  static let standard: Set<String> = ["Foundation", "Synchronization"]

  @Test func theSourcesAreFound() {
    #expect(SourceTree.files.count > 100)
    #expect(Set(SourceTree.files.map(\.module)).isSuperset(of: ["writ", "Records", "Git"]))
  }

  @Test(arguments: SourceTree.files)
  func aFileImportsOnlyWhatItsPartMayUse(file: SourceFile) throws {
    let own = try #require(ImportTests.parts[file.module], "an unknown part '\(file.module)'")
    for name in file.imports {
      let isFree = ImportTests.standard.contains(name) || own.contains(name)
      let users = ImportTests.libraries[name] ?? []
      #expect(isFree || users.contains(file.module), "\(file.path) imports \(name)")
    }
  }

  @Test(arguments: [
    ("import Git", ["Git"]), ("public import Git\nimport B", ["Git", "B"]),
    ("@testable import Git", ["Git"]), ("@preconcurrency public import Git", ["Git"]),
    ("import struct Git.Handle", ["Git"]), ("internal import Git // x", ["Git"]),
    ("@_spi(X) import Git", ["Git"]), ("// import Git", []), ("let important = 1", []),
  ])
  func everyFormOfImportIsSeen(text: String, modules: [String]) {
    #expect(SourceFile(module: "", path: "", text: text).imports == modules)
  }
}
