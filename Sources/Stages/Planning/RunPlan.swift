import Engine
import Pipeline

/// What a run would do now, stage by stage, without doing any of it.
package struct RunPlan: Sendable {
    /// How a stage stands before the run.
    package enum Standing: Sendable {
        /// Known: nothing would be done.
        case hit(Outputs)
        /// Known, and what it measured keeps its gate shut.
        case shut(String)
        /// It would be done: its work, and the nearest earlier action that its key can be compared with.
        case miss(Work, earlier: ActionRecord?)
        /// Not known before these stages are done.
        case unknown(until: [CellID])
        /// It cannot be said what the work is: a file is missing, for example.
        case impossible(String)
    }

    /// Every cell of the graph with how it stands, in running order.
    package var cells: [(cell: Cell, standing: Standing)]

    /// Looks up every cell of a graph.
    package static func make(_ graph: Graph, works: CellWorks, engine: Engine) async throws -> RunPlan {
        let works = works.remembered()
        var outputs: [CellID: Outputs] = [:]
        var plan = RunPlan(cells: [])
        for cell in graph.cells {
            let open = cell.needs.filter { outputs[$0] == nil }
            guard open.isEmpty else {
                plan.cells.append((cell, .unknown(until: open)))
                continue
            }
            do {
                let work = try await works.work(for: cell, given: outputs, in: engine)
                if let known = engine.lookup(work) {
                    do {
                        try await Gate.check(cell, known, engine: engine)
                        outputs[cell.id] = known
                        plan.cells.append((cell, .hit(known)))
                    } catch {
                        plan.cells.append((cell, .shut("\(error)")))
                    }
                } else {
                    plan.cells.append(
                        (cell, .miss(work, earlier: try engine.earlier(than: work, label: cell.id))))
                }
            } catch {
                plan.cells.append((cell, .impossible("\(error)")))
            }
        }
        return plan
    }
}
