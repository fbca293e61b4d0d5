import Engine
import Foundation
import Pipeline
import Stages

/// A checked pipeline together with the engine that runs it.
struct Session {
    /// The pipeline, free of errors.
    let checked: Checked
    /// The cells that it stands for.
    let graph: Graph
    /// The engine over the artifacts folder, with all operations.
    let engine: Engine
    /// The artifacts folder.
    let workspace: String

    /// - Parameters:
    ///   - jobs: units that compute side by side.
    ///   - events: what happens to units of work.
    init(
        _ pipeline: PipelineOptions, _ workspace: WorkspaceOptions, jobs: Int = 1,
        events: @escaping @Sendable (EngineEvent) -> Void = { _ in }
    ) throws {
        checked = try pipeline.checked()
        guard let graph = checked.graph else { throw UserError("the pipeline has no stages that can run") }
        self.graph = graph
        self.workspace = workspace.path
        engine = try Engine(
            workspace: workspace.path, operations: Operations.all(), jobs: jobs, events: events)
        engine.tellDamage()
    }

    /// What each cell is as a unit of work.
    func works(_ bytes: CellWorks.Bytes) -> CellWorks {
        CellWorks(
            task: checked.document.task, oversight: checked.document.oversight,
            files: CorpusFiles(folder: (checked.document.file as NSString).deletingLastPathComponent),
            feedback: FeedbackFolder(workspace: workspace, pipeline: checked.document.name), bytes: bytes)
    }

    /// The cells that a name from the command line means: a stage, one of its cells, or a shorthand's stages.
    func cells(named name: String) throws -> [Cell] {
        guard let found = cellsIfAny(named: name) else {
            var stages: [String] = []
            for cell in graph.cells where !stages.contains(cell.stage) { stages.append(cell.stage) }
            let known = stages + graph.cells.compactMap(\.shorthand) + graph.cells.map(\.id)
            let hint = Suggestion.hint(for: name, among: known).map { "; \($0) " } ?? "; "
            throw UserError("there is no stage '\(name)'\(hint)stages: \(stages.joined(separator: ", "))")
        }
        return found
    }
}

extension Engine {
    /// Says on stderr what was found damaged when the artifacts folder was opened.
    func tellDamage() {
        if let damagedLedger {
            Terminal.diagnose(
                "note: the ledger was damaged; it lies now at \(damagedLedger), and what was recorded there only is done again")
        }
        if ledger.unsealedCount > 0 {
            Terminal.diagnose(
                "note: the ledger's record of \(Words.count(ledger.unsealedCount, "unit")) of work was damaged: not "
                    + "believed, and done again where needed")
        }
    }
}

/// Something that the user can put right.
struct UserError: Error, CustomStringConvertible {
    /// What is wrong, in a sentence.
    var description: String

    /// A mistake in the words that the user will read.
    init(_ description: String) { self.description = description }
}
