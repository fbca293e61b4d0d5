import Engine
import Foundation
import Pipeline
import Stages

/// Finds what the stages of a pipeline gave last.
struct LatestResults {
    /// The pipeline whose results are looked for.
    let session: Session
    /// The pipeline file as the command line names it.
    let file: String

    /// The outputs of some cells: those of the pipeline as it stands now, else those of its latest run.
    ///
    /// - Throws: `UserError` that names the first cell that was never run.
    func outputs(of cells: [Cell]) async throws -> [(cell: Cell, outputs: Outputs)] {
        let needed = Graph(cells: session.graph.needed(Set(cells.map(\.id))))
        let plan = try await RunPlan.make(
            needed, works: session.works(.hashing(with: session.engine)), engine: session.engine)
        var hits: [CellID: Outputs] = [:]
        for (cell, standing) in plan.cells {
            if case .hit(let outputs) = standing { hits[cell.id] = outputs }
        }
        return try cells.map { cell in
            if let outputs = hits[cell.id] { return (cell, outputs) }
            guard let (outputs, started) = try earlier(cell) else {
                throw UserError("stage '\(cell.id)' has not been run; quire run \(file) --only \(cell.stage)")
            }
            Terminal.diagnose(
                "note: '\(cell.id)' as it was on \(Figures.time(started, zone: .current)); it would run anew now "
                    + "(`quire why \(file) \(cell.id)`)")
            return (cell, outputs)
        }
    }

    /// What the latest run that finished this cell recorded.
    private func earlier(_ cell: Cell) throws -> (outputs: Outputs, started: Double)? {
        let ledger = session.engine.ledger
        for run in try ledger.runs(name: session.checked.document.name) {
            let stage = try ledger.stages(ofRun: run.id).first {
                $0.cell == cell.id && ($0.state == .done || $0.state == .reused)
            }
            if let key = stage?.key, let outputs = ledger.outputs(of: key) { return (outputs, run.started) }
        }
        return nil
    }
}

extension Session {
    /// The cells that a name means; `nil` where there are none, so that it may be something else.
    func cellsIfAny(named name: String) -> [Cell]? {
        let found = graph.cells.filter { $0.id == name || $0.stage == name || $0.shorthand == name }
        return found.isEmpty ? nil : found
    }
}

extension WorkspaceOptions {
    /// - Throws: `UserError` where nothing was ever run.
    func mustExist() throws {
        guard try exists else {
            throw UserError(
                "there is no '\(path)': nothing was run here yet (--artifacts names another folder)")
        }
    }
}
