import Engine
import Learning
import Pipeline

/// Runs the cells of a graph: each as soon as all that it needs is there, independent ones side by side.
///
/// One that fails takes only those with it that need it; the rest goes on.
package struct Workshop: Sendable {
    /// What a watcher is told.
    package enum Notice: Sendable {
        /// A cell's work begins; its position in the run counts from 0.
        case started(Cell, position: Int)
        /// A cell ended, in so many seconds of wall clock; a skipped cell ends without having started.
        case ended(Cell, position: Int, CellResult, seconds: Double)
        /// Something that whoever runs it should know, though the stage is done.
        case remark(Cell, String)
    }

    /// Does the units of work and keeps the ledger.
    package let engine: Engine
    /// The cells, each behind those that it needs.
    package let graph: Graph
    /// What each cell is as a unit of work.
    package let works: CellWorks
    /// The clock by which stages are timed.
    package let time: TimeSource
    /// Told what happens while it happens, from any task.
    package let notify: @Sendable (Notice) -> Void

    /// A workshop for a graph; without `notify` nobody is told anything.
    package init(
        engine: Engine, graph: Graph, works: CellWorks, time: TimeSource = .live,
        notify: @escaping @Sendable (Notice) -> Void = { _ in }
    ) {
        self.engine = engine
        self.graph = graph
        self.works = works
        self.time = time
        self.notify = notify
    }

    /// Runs the graph, or only what the cells of `only` need, and says how each cell ended.
    ///
    /// - Parameter begin: told the run's number before anything is done.
    package func run(name: String, only: Set<CellID>? = nil, begin: (Int64) -> Void = { _ in }) async throws
        -> RunResult
    {
        let run = try engine.beginRun(name: name)
        begin(run)
        let cells = only.map(graph.needed) ?? graph.cells
        for (position, cell) in cells.enumerated() {
            try engine.ledger.record(
                StageRecord(
                    run: run, name: cell.stage, cell: cell.id, position: position, state: .planned))
        }
        let results: [CellID: CellResult]
        do {
            results = try await perform(cells, run: run)
        } catch {
            try engine.finishRun(.failed, message: "\(error)")
            throw error
        }
        let result = RunResult(
            run: run, results: cells.compactMap { cell in results[cell.id].map { (cell.id, $0) } })
        try engine.finishRun(result.state, message: result.results.compactMap(\.result.message).first)
        return result
    }

    private func perform(_ cells: [Cell], run: Int64) async throws -> [CellID: CellResult] {
        var results: [CellID: CellResult] = [:]
        var waiting = Array(cells.enumerated())
        try await withThrowingTaskGroup(of: Ended.self) { group in
            var running = 0
            repeat {
                var started = true
                while started {  // a skipped cell may decide others
                    started = false
                    for (position, cell) in waiting where cell.needs.allSatisfy({ results[$0] != nil }) {
                        waiting.removeAll { $0.element.id == cell.id }
                        started = true
                        if let culprit = cell.needs.first(where: { results[$0]?.outputs == nil }) {
                            let isInterrupted = results[culprit]?.isInterrupted == true
                            let result = isInterrupted ? CellResult.interrupted : .skipped(because: culprit)
                            results[cell.id] = result
                            try record(Ended(cell: cell, position: position, result: result), run)
                        } else {
                            try record(Ended(cell: cell, position: position), run)
                            var outputs: [CellID: Outputs] = [:]
                            for need in cell.needs { outputs[need] = results[need]?.outputs }
                            running += 1
                            group.addTask {
                                let start = time.now()
                                var ended = Ended(cell: cell, position: position)
                                ended.result = await perform(cell, given: outputs, key: &ended.key)
                                ended.seconds = time.now() - start
                                return ended
                            }
                        }
                    }
                }
                guard running > 0, let ended = try await group.next() else { break }
                running -= 1
                results[ended.cell.id] = ended.result
                try record(ended, run)
            } while true
        }
        return results
    }

    /// A cell that began (no result yet), or how it ended.
    private struct Ended: Sendable {
        /// The cell.
        var cell: Cell
        /// Its position in the run, from 0.
        var position: Int
        /// How it ended; `nil` while it runs.
        var result: CellResult?
        /// The key of its work, once that is known.
        var key: Digest?
        /// Seconds of wall clock that it took.
        var seconds = 0.0
    }

    /// Does one cell; whatever goes wrong is its result.
    private func perform(_ cell: Cell, given outputs: [CellID: Outputs], key: inout Digest?) async
        -> CellResult
    {
        do {
            if engine.isStopped { return .interrupted }
            let work = try await works.work(for: cell, given: outputs)
            key = work.key
            let known = engine.lookup(work)
            do {
                let done = try await engine.perform(work, label: cell.id)
                if let remarks = done["remarks"] {
                    for remark in try JSON.decode([String].self, from: await engine.bytes(of: remarks)) {
                        notify(.remark(cell, remark))
                    }
                }
                try await Gate.check(cell, done, engine: engine)
                return .done(done, reused: known != nil)
            } catch let waiting as WaitingForPeople {
                return .waiting(try await pose(waiting, cell, work))
            }
        } catch let budget as BudgetUsedUp {
            return .exhausted(budget)
        } catch is Interrupted {
            return .interrupted
        } catch is CancellationError {
            return .interrupted
        } catch let error as EngineError {
            guard let problem = error.underlying as? RecordProblem else { return .failed("\(error)") }
            return .failed(problem.words(in: works.recordFiles(of: cell)))
        } catch {
            return .failed("\(error)")
        }
    }

    /// Puts the questions where people find them.
    private func pose(_ waiting: WaitingForPeople, _ cell: Cell, _ work: Work) async throws
        -> WaitingForPeople
    {
        if let allowed = works.oversight?.minutes {
            let used = try works.feedback.minutesUsed()
            guard used < allowed else { throw BudgetUsedUp(waiting, used: used, allowed: allowed) }
        }
        let posed = try await engine.perform(try AskOverseer.posing(work), label: cell.id + " · questions")
            .main
        let readings = try JSON.decode([Reading].self, from: await engine.bytes(of: posed))
        try works.feedback.write(readings.flatMap(\.questions), of: cell.id, task: works.task, with: engine)
        var waiting = waiting
        waiting.folder = works.feedback.path(of: cell.id)
        return waiting
    }

    private func record(_ ended: Ended, _ run: Int64) throws {
        let (cell, result, now) = (ended.cell, ended.result, time.now())
        try engine.ledger.record(
            StageRecord(
                run: run, name: cell.stage, cell: cell.id, position: ended.position,
                state: result?.state ?? .running,
                key: ended.key, started: now - ended.seconds, finished: result == nil ? nil : now,
                message: result?.message))
        if let result {
            notify(.ended(cell, position: ended.position, result, seconds: ended.seconds))
        } else {
            notify(.started(cell, position: ended.position))
        }
    }
}

extension CellResult {
    fileprivate var isInterrupted: Bool {
        if case .interrupted = self { return true }
        return false
    }
}

extension BudgetUsedUp {
    /// People have given all the minutes there are, and a stage asks for more.
    fileprivate init(_ waiting: WaitingForPeople, used: Double, allowed: Double) {
        self.init(
            stage: waiting.stage, used: used, allowed: allowed,
            message: "people have given \(Int(used.rounded())) of the \(Int(allowed.rounded())) minutes that "
                + "oversight.minutes allows, with \(Figures.count(waiting.count, "judgement")) still to make: raise "
                + "oversight.minutes, or lower the stage's count")
    }
}

extension Graph {
    /// The cells of `ids` and all that they need, in running order.
    package func needed(_ ids: Set<CellID>) -> [Cell] {
        var needed = ids
        for cell in cells.reversed() where needed.contains(cell.id) { needed.formUnion(cell.needs) }
        return cells.filter { needed.contains($0.id) }
    }
}
