import ArgumentParser
import Foundation
import Stages

/// `quire doctor`: whether this machine and the artifacts folder can do what a run needs.
struct DoctorCommand: ParsableCommand {
    /// The command's name and what its help says.
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check this machine and the artifacts folder; exit code 1 where something fails.")

    /// Where artifacts are kept.
    @OptionGroup var workspace: WorkspaceOptions

    /// Whether JSON lines are printed instead of text.
    @Flag(help: "Print JSON lines instead.")
    var json = false

    /// Runs the command; throws an exit code or a sentence for the user.
    func run() throws {
        var checks = MachineChecks.all() + FolderChecks(folder: workspace.path).all()
        if FileManager.default.fileExists(atPath: workspace.path + "/ledger.sqlite") {
            checks += LedgerChecks(folder: workspace.path).all()
        } else {
            checks.append(.ok("ledger", "none yet: nothing was run in \(workspace.path)"))
        }
        let sheet = CheckSheet(lines: checks)
        if json {
            for line in try sheet.jsonLines() { Terminal.print(line) }
        } else {
            Terminal.print(Terminal.safe(sheet.text(Page(width: Terminal.pageWidth))))
        }
        if checks.contains(where: { $0.state == .fail }) { throw ExitCode.stageFailed }
    }
}
