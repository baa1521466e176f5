// swift-tools-version: 6.2
// Read from top to bottom this is the architecture: each part may use what stands below it, and
// `Tests/ArchitectureTests` holds that the code keeps to it. docs/ARCHITECTURE.md tells why.
import PackageDescription

// `make build` says which commit this is; see Sources/CBuild.
let commit: [CSetting] =
  (Context.environment["WRIT_COMMIT"] ?? "").isEmpty
  ? [] : [.define("WRIT_COMMIT", to: "\"\(Context.environment["WRIT_COMMIT"] ?? "")\"")]

// `make fuzz` asks for the targets of Fuzz/, and builds what they test with the sanitizers for it.
let isFuzzing = Context.environment["WRIT_FUZZ"] != nil
let sanitizers = ["-sanitize=fuzzer,address", "-enable-testing"]

let strict: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ] + (isFuzzing ? [.unsafeFlags(sanitizers)] : [])

// Each is a library with libFuzzer's entry point, which Fuzz/run makes a program of.
let fuzzed: [(name: String, parts: [Target.Dependency])] = [
  ("Signatures", ["Signing"]), ("Records", ["Records"]), ("Signers", ["Records"]),
  ("FrontMatter", ["Documents"]), ("Posts", ["Linting", "Documents"]), ("Views", ["Linting"]),
]
let fuzzers: [Target] = fuzzed.map { name, parts in
  .target(
    name: "Fuzz\(name)",
    dependencies: parts,
    path: "Fuzz/\(name)",
    exclude: ["corpus"],
    swiftSettings: strict
  )
}

let package = Package(
  name: "writ",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "writ", targets: ["writ"])]
    + (isFuzzing
      ? fuzzers.map { .library(name: $0.name, type: .static, targets: [$0.name]) } : []),
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/onevcat/Rainbow", from: "4.2.2"),
    .package(url: "https://github.com/ordo-one/TextTable", from: "0.0.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    // The program: a few lines that start `Commands`.
    .executableTarget(name: "writ", dependencies: ["Commands"], swiftSettings: strict),

    // The edge: arguments, terminal, clock, environment, processes; one file per command.
    .target(
      name: "Commands",
      dependencies: [
        "Pages", "Records", "Policies", "Linting", "Dictionaries", "Git", "Signing", "Documents",
        "CBuild",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Rainbow", package: "Rainbow"),
        .product(name: "TextTable", package: "TextTable"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      resources: [.embedInCode("Audit/Evidence/verify.sh")],
      swiftSettings: strict
    ),

    // Policies and redlines as pages, Markdown and word-processor paragraphs. Pure.
    .target(
      name: "Pages",
      dependencies: [
        "Policies", "Documents", .product(name: "Mustache", package: "swift-mustache"),
      ],
      swiftSettings: strict
    ),

    // Signed statements: their formats, who may make them, what they prove, and their verification.
    .target(
      name: "Records",
      dependencies: ["Policies", "Git", "Signing", "Documents"],
      swiftSettings: strict
    ),

    // Checks on draft posts. Pure.
    .target(
      name: "Linting",
      dependencies: ["Documents", "CPCRE2"],
      resources: [
        .embedInCode("Channels/channels.yml"), .embedInCode("Channels/top-level-domains.txt"),
        .embedInCode("Wording/wording.yml"), .embedInCode("Kinds/common-words.txt"),
      ],
      swiftSettings: strict
    ),

    // Which words are spelt right: dictionaries as Hunspell and LibreOffice have them.
    .target(name: "Dictionaries", dependencies: ["CHunspell"], swiftSettings: strict),

    // Policies as documents: clauses, comparison, approval rules, audiences. Pure.
    .target(
      name: "Policies",
      dependencies: ["Documents", "CCmarkGFM"],
      swiftSettings: strict
    ),

    // YAML, front matter, positions and terminal-safe text: what both pure parts read. Pure.
    .target(
      name: "Documents",
      dependencies: [.product(name: "Yams", package: "Yams")],
      swiftSettings: strict
    ),

    // Local Git through libgit2: handles stay inside, plain values come out.
    .target(
      name: "Git",
      dependencies: ["CLibgit2", "CLibgit2Memory", "CLibgit2Start"],
      swiftSettings: strict
    ),

    // SSH keys and signatures, checked in process. Pure.
    .target(
      name: "Signing",
      dependencies: [
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      swiftSettings: strict
    ),

    // Keeps libgit2's start short; no code of ours calls it.
    .target(name: "CLibgit2Start"),

    // Says no when libgit2 asks for more memory than an object may have.
    .target(name: "CLibgit2Memory", dependencies: ["CLibgit2"]),

    // The commit that the program is built from, as `make` passes it.
    .target(name: "CBuild", cSettings: commit),

    // The C libraries of the system.
    .systemLibrary(
      name: "CLibgit2",
      pkgConfig: "libgit2",
      providers: [.apt(["libgit2-dev"]), .brew(["libgit2"])]
    ),
    .systemLibrary(
      name: "CPCRE2",
      pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]
    ),
    .systemLibrary(
      name: "CHunspell",
      pkgConfig: "hunspell",
      providers: [.apt(["libhunspell-dev"]), .brew(["hunspell"])]
    ),
    .systemLibrary(
      name: "CCmarkGFM",
      pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"])]
    ),

    // What several tests use: temporary folders, stock programs, keys that sign in process.
    .target(
      name: "TestTools",
      dependencies: ["Signing", .product(name: "Crypto", package: "swift-crypto")],
      path: "Tests/TestTools",
      swiftSettings: strict
    ),

    // Makes large repositories to measure with.
    .executableTarget(
      name: "SampleData",
      dependencies: [
        "Records", "Policies", "Git", "TestTools",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      path: "Tests/Benchmarks/SampleData",
      swiftSettings: strict
    ),

    // Tests: one target per part, transcripts of whole commands, and the walls between the parts.
    .testTarget(
      name: "DocumentsTests",
      dependencies: ["Documents", "TestTools"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "LintingTests",
      dependencies: ["Linting", "Dictionaries", "Documents", "TestTools"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "PoliciesTests",
      dependencies: ["Policies", "Documents"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "PagesTests",
      dependencies: ["Pages", "Policies", "Documents", "TestTools"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "GitTests",
      dependencies: ["Git", "TestTools", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict
    ),
    .testTarget(
      name: "SigningTests",
      dependencies: ["Signing", "TestTools", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict
    ),
    .testTarget(
      name: "RecordsTests",
      dependencies: ["Records", "Git", "Signing", "Policies", "Documents", "TestTools", "writ"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "CommandsTests",
      dependencies: ["writ"],
      exclude: ["Transcripts"],
      swiftSettings: strict
    ),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
  ] + (isFuzzing ? fuzzers : [])
)
