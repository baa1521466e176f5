import Testing

/// What code may not do, found by its words.
struct PurityTests {
  static let pure: Set<String> = ["Pages", "Policies", "Linting", "Documents", "Signing"]

  @Test(arguments: SourceTree.files.filter { pure.contains($0.module) })
  func aPurePartTouchesNoFilesEnvironmentOrClock(file: SourceFile) {
    for word in [
      "FileManager", "ProcessInfo", "FileHandle", "Date(", "Date.now", ".now", "Process(",
      "getenv", "String(contentsOf", "Data(contentsOf", "contentsOfFile", "fopen", "open(",
      "URLSession", "Clock()",
    ] {
      #expect(!file.calls(word), "\(file.path) uses \(word)")
    }
  }

  @Test(arguments: SourceTree.files.filter { $0.module != "Commands" })
  func onlyCommandsPrints(file: SourceFile) {
    for word in ["print(", "debugPrint(", "fputs(", "FileHandle.standard"] {
      #expect(!file.calls(word), "\(file.path) calls \(word)")
    }
  }

  @Test(arguments: SourceTree.files.filter { $0.module != "Commands" && $0.module != "writ" })
  func onlyCommandsReadsTheEnvironmentAndTheClock(file: SourceFile) {
    for word in ["ProcessInfo", "getenv", "setenv", "Date()", "Date.now", "CommandLine", "exit("] {
      #expect(!file.calls(word), "\(file.path) uses \(word)")
    }
  }

  @Test(arguments: SourceTree.files)
  func nothingIsForcedOrLeftUnchecked(file: SourceFile) {
    for word in ["try!", "as!", "@unchecked Sendable", "nonisolated(unsafe)"] {
      #expect(!file.code.contains(word), "\(file.path) has \(word)")
    }
    for word in ["TODO", "FIXME"] {
      #expect(!file.text.contains(word), "\(file.path) has something left to do")
    }
  }

  @Test(arguments: SourceTree.files + SourceTree.swiftFiles(below: "Tests"))
  func aFileIsShort(file: SourceFile) {
    #expect(file.lines.count <= 400, "\(file.path) has \(file.lines.count) lines")
  }

  @Test(arguments: SourceTree.swiftFiles(below: "Tests"))
  func aTestNeverChangesTheProcessForOthers(file: SourceFile) {
    for word in ["chdir(", "setenv(", "changeCurrentDirectoryPath("] {
      #expect(!file.calls(word), "\(file.path) calls \(word)")
    }
  }
}

extension SourceFile {
  /// Whether the word stands in the code where no longer name merely ends with it.
  fileprivate func calls(_ word: String) -> Bool {
    guard code.contains(word) else { return false }
    return code.ranges(of: word).contains { range in
      guard range.lowerBound > code.startIndex, word.first?.isLetter == true else { return true }
      let before = code[code.index(before: range.lowerBound)]
      return !before.isLetter && !before.isNumber && before != "_"
    }
  }
}
