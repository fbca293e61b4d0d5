import ArgumentParser
import Pipeline
import Stages

/// `quire check FILE`: everything that is wrong with a pipeline at once, and proof that it fits the oversight budget.
struct CheckCommand: ParsableCommand {
    /// The command's name and what its help says.
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Say everything that is wrong with a pipeline; run nothing.")

    /// The pipeline file and its variables.
    @OptionGroup var pipeline: PipelineOptions

    /// Runs the command; throws an exit code or a sentence for the user.
    func run() throws {
        let checked = try pipeline.checked()
        let cells = checked.graph?.cells.count ?? 0
        let stages = Set(checked.graph?.cells.map(\.stage) ?? []).count
        Terminal.print(
            "\(pipeline.file): good. \(Words.count(stages, "stage"))"
                + (cells == stages ? "" : ", \(cells) with the matrix"))
        if let plan = checked.plan, !plan.rows.isEmpty { Terminal.print(OversightTable(plan: plan).text) }
    }
}
