import ArgumentParser
import Engine
import Foundation
import Stages

/// `quire status [FILE]`: the runs of a workspace, or the stages of a pipeline's latest run.
struct StatusCommand: AsyncParsableCommand {
    /// The command's name and what its help says.
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "List the runs of the artifacts folder, or the stages of a pipeline's latest run.")

    /// A pipeline file whose latest run is shown; `nil` for all runs.
    @Argument(
        help: "The pipeline whose latest run is shown.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String?

    /// Where artifacts are kept.
    @OptionGroup var workspace: WorkspaceOptions
    /// How the sheet is printed.
    @OptionGroup var sheets: SheetOptions

    /// Runs the command; throws an exit code or a sentence for the user.
    func run() async throws {
        let name = try file.map { file in
            try PipelineOptions.parse([file]).checked().document.name
        }
        guard try workspace.exists else {
            if !sheets.json { Terminal.print("no runs yet: there is no '\(workspace.path)'") }
            return
        }
        let engine = try Engine(workspace: workspace.path, operations: [], jobs: 1)
        engine.tellDamage()
        let now = Date().timeIntervalSince1970
        let runs = try engine.ledger.runs(name: name)
        let shown = file == nil ? runs[...] : runs.prefix(1)
        let lines = try shown.map { run in
            RunsSheet.Line(
                run, stages: try engine.ledger.stageCounts(ofRun: run.id),
                isAlive: run.state == .running ? try engine.isAlive(run: run.id) : false)
        }
        if let name, let line = lines.first {
            let sheet = StagesSheet(line, stages: try engine.ledger.stages(ofRun: line.run), now: now)
            try Terminal.print(sheet, sheets)
            if runs.count > 1, !sheets.json {
                Terminal.print(
                    "\n\(Figures.count(runs.count - 1, "earlier run")) of \(name): `quire status` lists all")
            }
        } else if let name {
            if !sheets.json { Terminal.print("\(name) has not been run; quire run \(file ?? "")") }
        } else {
            try Terminal.print(RunsSheet(lines, now: now), sheets, limit: 20)
        }
        if file == nil, !sheets.json {
            let size = Figures.bytes(try FolderSizes(of: workspace.path).total)
            Terminal.print("\n\(workspace.path) takes \(size); `quire clean` removes old runs")
        }
        try engine.close()
    }
}
