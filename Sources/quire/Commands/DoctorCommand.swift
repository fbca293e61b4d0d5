import ArgumentParser
import Foundation
import Stages

/// `quire doctor`: whether this machine and the artifacts folder can do what a run needs.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check this machine and the artifacts folder; exit code 1 where something fails.")

    @OptionGroup var workspace: WorkspaceOptions

    @Flag(help: "Print JSON lines instead.")
    var json = false

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
