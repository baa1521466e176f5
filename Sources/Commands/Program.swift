import ArgumentParser
import Foundation

/// The program: reads the arguments, runs a command, ends with its status.
public enum Program {
  /// Runs what was typed and ends the process.
  public static func run() async -> Never {
    // A reader that goes away, as in `writ redline | head`, is no reason for a crash report.
    signal(SIGPIPE, SIG_DFL)
    // A limit on the size of files is an error with words, as a full disk is.
    signal(SIGXFSZ, SIG_IGN)
    do {
      if let hook = calledHook {
        try hook.run()
        exit(0)
      }
      var command = try command()
      // Looking a conformance up goes through all of the program, which one draft's check would notice.
      if !(command is Lint), var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      exit(0)
    } catch let status as ExitCode {
      exit(status.rawValue)
    } catch {
      end(with: error)
    }
  }

  /// The hook that Git calls.
  ///
  /// Nobody typed that, so the parser has nothing to add. With an option, such as `--help`, somebody did.
  private static var calledHook: GitHook? {
    let words = TypedCommand.current.words
    guard words.prefix(2) == ["hooks", "run"], words.count > 2,
      !words.contains(where: { $0.hasPrefix("-") })
    else { return nil }
    return GitHook(hook: words[2], words: Array(words.dropFirst(3)))
  }

  /// Commands that run at each commit or push.
  private static func quick(_ name: String) -> (any ParsableCommand.Type)? {
    switch name {
    case "lint": Lint.self
    case "receive": Receive.self
    default: nil
    }
  }

  /// What was typed, understood.
  ///
  /// The root's parser makes a tree of all commands before it looks at a word. A command that runs at
  /// each commit is asked first; what it does not understand goes to the root's parser, so that help
  /// and errors are the same for all.
  private static func command() throws -> any ParsableCommand {
    let words = TypedCommand.current.words
    if let type = words.first.flatMap(quick),
      let command = try? type.parseAsRoot(Array(words.dropFirst())),
      type.configuration.subcommands.isEmpty || Swift.type(of: command) != type
    {
      return command
    }
    return try Writ.parseAsRoot(words)
  }

  private static func end(with error: any Error) -> Never {
    if !(error is Failure), isFromParser(error) {
      let text = Writ.fullMessage(for: error)
      guard Writ.exitCode(for: error) != .success else {
        print(text)
        exit(0)
      }
      Output.remark(usage(text))
      exit(Failure.Status.couldNotRun.rawValue)
    }
    let failure = ErrorWording.failure(for: error)
    Output.remark(failure.text)
    exit(failure.status.rawValue)
  }

  /// The parser's own message in Writ's form: lower case, then a command to type.
  private static func usage(_ text: String) -> String {
    text.split(separator: "\n").map { line in
      if line.hasPrefix("Error: ") {
        let words = line.dropFirst("Error: ".count)
        return "error: " + words.prefix(1).lowercased() + words.dropFirst()
      }
      if line.hasPrefix("  See '"), let end = line.range(of: "' for more") {
        return "hint: " + line[line.index(line.startIndex, offsetBy: 7)..<end.lowerBound]
      }
      return line.hasPrefix("Usage: ") ? "usage: " + line.dropFirst("Usage: ".count) : String(line)
    }.filter { !$0.hasPrefix("Help: ") }.joined(separator: "\n").safeLines
  }

  private static func isFromParser(_ error: any Error) -> Bool {
    let name = String(reflecting: type(of: error))
    return error is CleanExit || error is ValidationError || name.hasPrefix("ArgumentParser.")
  }
}

/// The root of all commands.
struct Writ: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "writ",
    abstract: "Keep a company's policies, and the record of who agreed to them",
    discussion: """
      Legal edits a policy through proposals and reviews, and publishes versions. Employees read \
      and acknowledge them. Drafts of posts are checked against the version in force. Every step \
      is signed, and anybody can check all of it with Git and OpenSSH alone.
      """,
    version: Version.text,
    subcommands: [Generate.self, Receive.self],
    groupedSubcommands: [
      CommandGroup(
        name: "Employee",
        subcommands: [Todo.self, Read.self, Acknowledge.self, Me.self]
      ),
      CommandGroup(name: "Draft", subcommands: [Lint.self, RulesCommand.self, Hooks.self]),
      CommandGroup(
        name: "Legal",
        subcommands: [
          PolicyCommand.self, Edit.self, Propose.self, Proposals.self, RedlineCommand.self,
          ReviewCommand.self,
          MergeCommand.self, Publish.self,
        ]
      ),
      CommandGroup(
        name: "Compliance and audit",
        subcommands: [Status.self, AsOf.self, Verify.self, Evidence.self, Ledger.self]
      ),
      CommandGroup(
        name: "Set-up",
        subcommands: [
          Initialise.self, Join.self, Sync.self, Collect.self, Doctor.self, People.self,
          Serve.self,
        ]
      ),
    ]
  )
}
