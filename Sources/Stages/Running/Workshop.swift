import Engine
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
        /// An attempt failed and is made again after a pause.
        case retry(Cell, Retry)
    }

    /// Does the units of work and keeps the ledger.
    package let engine: Engine
    /// The cells, each behind those that it needs.
    package let graph: Graph
    /// What each cell is as a unit of work.
    package let works: CellWorks
    /// The clock by which stages are timed.
    package let time: TimeSource
    /// What time limits and the pauses between attempts wait by.
    package let sleep: Sleep
    /// Told what happens while it happens, from any task.
    package let notify: @Sendable (Notice) -> Void

    /// A workshop for a graph; without `notify` nobody is told anything.
    package init(
        engine: Engine, graph: Graph, works: CellWorks, time: TimeSource = .live,
        sleep: Sleep = .live,
        notify: @escaping @Sendable (Notice) -> Void = { _ in }
    ) {
        self.engine = engine
        self.graph = graph
        self.works = works
        self.time = time
        self.sleep = sleep
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
            // Where the ledger itself is what failed, this fails too: the first error is the one to tell.
            try? engine.finishRun(.failed, message: "\(error)")
            throw error
        }
        let result = RunResult(
            run: run, results: cells.compactMap { cell in results[cell.id].map { (cell.id, $0) } })
        try engine.finishRun(result.state, message: result.results.compactMap(\.result.message).first)
        return result
    }

    /// Runs the cells; again from what is known when a cleaning in another process removed what one of them was about
    /// to build on.
    private func perform(_ cells: [Cell], run: Int64) async throws -> [CellID: CellResult] {
        var told: [CellID: CellResult] = [:]
        for attempt in 1...Engine.patience {
            if try await pass(cells, run: run, &told, isLast: attempt == Engine.patience) { break }
        }
        return told
    }

    /// Runs the cells once, adds to `told` how they ended, and returns whether all did.
    private func pass(_ cells: [Cell], run: Int64, _ told: inout [CellID: CellResult], isLast: Bool)
        async throws -> Bool
    {
        var results = told.filter { $0.value.outputs == nil }
        // What a cleaning removed must not count as known: a stage that is known does not look by itself.
        try engine.ledger.refresh()
        let cleanings = engine.ledger.cleanings
        var waiting = Array(cells.enumerated()).filter { results[$0.element.id] == nil }
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
                            (results[cell.id], told[cell.id]) = (result, result)
                            try record(Ended(cell: cell, position: position, result: result), run)
                        } else {
                            if told[cell.id] == nil { try record(Ended(cell: cell, position: position), run) }
                            var outputs: [CellID: Outputs] = [:]
                            for need in cell.needs { outputs[need] = results[need]?.outputs }
                            running += 1
                            group.addTask {
                                let start = time.now()
                                var ended = Ended(cell: cell, position: position)
                                let last = await attempts(at: cell, given: outputs)
                                (ended.result, ended.key) = (last.result, last.key)
                                if last.missesBlob {
                                    ended.isCollected = try engine.wasCleaned(since: cleanings)
                                }
                                ended.seconds = time.now() - start
                                return ended
                            }
                        }
                    }
                }
                guard running > 0, let ended = try await group.next() else { break }
                running -= 1
                // Without a result it holds up what needs it until the next pass.
                if ended.isCollected, !isLast { continue }
                if told[ended.cell.id] == nil || ended.isCollected {
                    do {
                        try record(ended, run)
                    } catch let collected as CollectedMeanwhile where !isLast {
                        try engine.ledger.forgetOrphans(collected.work)
                        continue
                    }
                    told[ended.cell.id] = ended.result
                }
                results[ended.cell.id] = ended.result
            } while true
        }
        return results.count == cells.count
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
        /// Whether it failed over a blob that nobody can make anew, and that a cleaning may have removed.
        var isCollected = false
    }

    private func record(_ ended: Ended, _ run: Int64) throws {
        let (cell, result, now) = (ended.cell, ended.result, time.now())
        let isDone = result?.outputs != nil
        try engine.ledger.record(
            StageRecord(
                run: run, name: cell.stage, cell: cell.id, position: ended.position,
                state: result?.state ?? .running,
                key: ended.key, started: now - ended.seconds, finished: result == nil ? nil : now,
                message: result?.message), requiresWork: isDone)
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

extension Graph {
    /// The cells of `ids` and all that they need, in running order.
    package func needed(_ ids: Set<CellID>) -> [Cell] {
        var needed = ids
        for cell in cells.reversed() where needed.contains(cell.id) { needed.formUnion(cell.needs) }
        return cells.filter { needed.contains($0.id) }
    }
}
