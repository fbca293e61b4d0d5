import ArgumentParser
import Engine
import Foundation
import Stages

/// `quire clean`: removes what no kept run needs.
struct CleanCommand: ParsableCommand {
    /// The command's name and what its help says.
    static let configuration = CommandConfiguration(
        commandName: "clean",
        abstract: "Remove old runs and all that only they need from the artifacts folder.",
        discussion: """
            Of each pipeline the newest runs are kept with all that they gave, its latest run that was done, and every \
            run that a process is at. What people said (feedback/) is never removed. Nothing happens to a run that is \
            at work meanwhile. Exit codes: 0 done, 1 the folder stays larger than --size, 2 bad usage, 130 interrupted \
            (the next clean goes on).
            """)

    /// Where artifacts are kept.
    @OptionGroup var workspace: WorkspaceOptions

    /// How many of the newest runs of each pipeline are kept.
    @Option(help: ArgumentHelp("Runs that are kept of each pipeline.", valueName: "runs"))
    var keep = 3

    /// How large the folder may be; `nil` for any size.
    @Option(
        help: ArgumentHelp(
            "Remove further runs, oldest first, until the folder is no larger, as in 500MB or 2GB. The latest run of "
                + "each pipeline stays.", valueName: "size"))
    var size: ByteCount?

    /// Whether nothing is removed.
    @Flag(help: "Say what would go, and remove nothing.")
    var dryRun = false

    /// Whether JSON lines are printed instead of text.
    @Flag(help: "Print JSON lines instead.")
    var json = false

    /// Refuses option values that make no sense, before anything is done.
    func validate() throws {
        if keep < 1 { throw ValidationError("--keep is 1 or more: the latest run of each pipeline stays") }
    }

    /// Runs the command; throws an exit code or a sentence for the user.
    func run() throws {
        guard FileManager.default.fileExists(atPath: workspace.path + "/ledger.sqlite") else {
            if !json { Terminal.print("nothing to remove: nothing was run in '\(workspace.path)' yet") }
            return
        }
        // Whatever is under way happens whole or not at all: there is nothing to save.
        let interrupts = Interrupts { _ in
            Terminal.diagnose("\nstopped: what is removed is removed; the same command goes on")
            _exit(ExitCode.interrupted.rawValue)
        }
        defer { interrupts.cancel() }
        let engine = try Engine(workspace: workspace.path, operations: [], jobs: 1)
        let isInteractive = Terminal.isInteractive && !json
        let report = try engine.clean(keeping: keep, limit: size?.bytes, isDryRun: dryRun) { step in
            let line = Terminal.safe(String(step.prefix(max(20, Terminal.width - 1))))
            if isInteractive { Terminal.write("\r\u{1B}[K" + line, to: .standardError) }
        }
        if isInteractive { Terminal.write("\r\u{1B}[K", to: .standardError) }
        try engine.close()
        let sheet = CleaningSheet(report, limit: size?.bytes, isDryRun: dryRun)
        if json {
            for line in try sheet.jsonLines() { Terminal.print(line) }
        } else {
            Terminal.print(Terminal.safe(sheet.text(Page(width: Terminal.pageWidth))))
        }
        if !report.needs.isEmpty { throw ExitCode.stageFailed }
    }
}

/// A number of bytes as people write it: `2GB`, `500MB`, `1.5 GiB`, `4096`.
struct ByteCount: ExpressibleByArgument, Hashable {
    /// The bytes.
    let bytes: Int

    /// Reads the words of the command line; `nil` for anything else.
    init?(argument: String) {
        let units = [
            "": 1.0, "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "k": 1e3, "m": 1e6, "g": 1e9,
            "t": 1e12,
            "kib": 1_024, "mib": 1_048_576, "gib": 1_073_741_824, "tib": 1_099_511_627_776,
        ]
        let number = argument.prefix { $0.isNumber || $0 == "." }
        let unit = argument.dropFirst(number.count).drop { $0 == " " }.lowercased()
        guard let value = Double(number), let factor = units[unit], value * factor < 1e18 else { return nil }
        bytes = Int(value * factor)
    }
}
