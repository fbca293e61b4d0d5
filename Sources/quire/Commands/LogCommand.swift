import ArgumentParser
import Engine
import Pipeline
import Stages

/// `quire log FILE [STAGE]`: what each unit of a run did.
struct LogCommand: AsyncParsableCommand {
    /// The command's name and what its help says.
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract:
            "Say what each unit of a run did: whether it failed and why, how long it took, what it noted.",
        discussion: """
            The latest run that did something at the stage is shown, or that of --run. A unit is one book that was \
            read, one node that was answered, one training.
            """)

    /// The pipeline file and its variables.
    @OptionGroup var pipeline: PipelineOptions
    /// Where artifacts are kept.
    @OptionGroup var workspace: WorkspaceOptions
    /// How the sheet is printed.
    @OptionGroup var sheets: SheetOptions

    /// A stage, or one of its cells; `nil` for all.
    @Argument(help: "A stage, or one of its cells; all where it is left out.")
    var stage: String?

    /// A part of the unit's name.
    @Option(help: ArgumentHelp("Only units with this in their name.", valueName: "text"))
    var unit: String = ""

    /// Whether only those are shown that failed.
    @Flag(help: "Only units that failed.")
    var failed = false

    /// The run's number in the ledger; `nil` for the latest.
    @Option(
        help: ArgumentHelp("The run with this number, as `quire status` lists them.", valueName: "number"))
    var run: Int64?

    /// Runs the command; throws a sentence for the user.
    func run() async throws {
        try workspace.mustExist()
        let session = try Session(pipeline, workspace)
        let name = session.checked.document.name
        let cells = try stage.map { try session.cells(named: $0) } ?? session.graph.cells
        let folders = try RunFolder.all(in: workspace.path, of: name).sorted { $0.run > $1.run }
        guard !folders.isEmpty else {
            throw UserError("\(name) has not been run; quire run \(pipeline.file)")
        }
        let found = try found(cells.map(\.id), in: folders, name)
        let isAlive = try session.engine.isAlive(run: found.run)
        let sheet = LogSheet(
            "\(name), run \(found.run)", isAlive: isAlive, cells: found.logs,
            filter: .init(text: unit, onlyFailed: failed))
        try Terminal.print(sheet, sheets, limit: 100)
        try session.engine.close()
    }

    /// The latest run that did something at the cells, and what.
    private func found(_ cells: [CellID], in folders: [RunFolder], _ name: String) throws -> (
        run: Int64, logs: [(cell: String, units: [UnitRecord])]
    ) {
        let wanted = run.map { number in folders.filter { $0.run == number } } ?? folders
        if let run, wanted.isEmpty {
            let known = folders.prefix(8).map { String($0.run) }.joined(separator: ", ")
            throw UserError("\(name) has no run \(run) here; its latest runs: \(known)")
        }
        for folder in wanted {
            let logs = cells.map { (cell: $0, units: folder.units(of: $0)) }.filter { !$0.units.isEmpty }
            if !logs.isEmpty { return (folder.run, logs) }
        }
        let which = run.map { "run \($0)" } ?? "no run"
        let what = run == nil ? "did" : "did not do"
        throw UserError("\(which) of \(name) \(what) anything\(stage.map { " at stage '\($0)'" } ?? "")")
    }
}
