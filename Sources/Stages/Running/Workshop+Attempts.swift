import Engine
import Pipeline

extension Workshop {
    /// One more attempt at a stage.
    package struct Retry: Hashable, Sendable {
        /// Which attempt will be made, from 2.
        package var attempt: Int
        /// How many are made at most.
        package var most: Int
        /// Why the one before failed.
        package var reason: String
        /// The seconds until it begins.
        package var pause: Double
    }

    /// The longest pause between two attempts, in seconds.
    private static let longestPause = 60.0

    /// Does one cell; whatever goes wrong is its result.
    ///
    /// What failed through the machine, or ran past its time limit, is tried again as often as the stage's `retries`
    /// say, after pauses that double. Every attempt is the same work: it goes on from what is known and from
    /// checkpoints, and gives the same bytes.
    func attempts(at cell: Cell, given outputs: [CellID: Outputs]) async -> Attempt {
        var pause = 1.0
        var attempt = 1
        while true {
            let ended = await self.attempt(at: cell, given: outputs)
            guard case .failed(let reason) = ended.result, ended.mayHelpToTryAgain, attempt <= cell.retries
            else { return ended }
            attempt += 1
            notify(
                .retry(cell, Retry(attempt: attempt, most: cell.retries + 1, reason: reason, pause: pause)))
            do {
                try await engine.untilStopped { [sleep, pause] in try await sleep.wait(pause) }
            } catch {
                return Attempt(result: .interrupted, key: ended.key)
            }
            pause = min(pause * 2, Self.longestPause)
        }
    }

    /// How one attempt at a cell ended.
    struct Attempt: Sendable {
        /// How the cell would end with it.
        var result: CellResult
        /// The key of its work, where that was known.
        var key: Digest?
        /// Whether it failed through the machine or ran too long.
        var mayHelpToTryAgain = false
        /// Whether it failed over a blob that nobody can make anew.
        var missesBlob = false
    }

    private func attempt(at cell: Cell, given outputs: [CellID: Outputs]) async -> Attempt {
        do {
            return try await withinLimit(of: cell) { await unlimited(cell, given: outputs) }
        } catch let error as RanTooLong {
            return Attempt(result: .failed(error.description), key: error.key, mayHelpToTryAgain: true)
        } catch {
            return Attempt(result: .interrupted, key: nil)
        }
    }

    /// An attempt ran past its stage's time limit.
    private struct RanTooLong: Error, CustomStringConvertible {
        /// The limit in seconds.
        var limit: Int
        /// The key of the work.
        var key: Digest?

        /// The sentence that is printed for it.
        var description: String {
            "it ran longer than its time_limit of \(Figures.timeLimit(limit)); what was done is kept, and another "
                + "attempt goes on from there: raise 'time_limit', or 'retries'"
        }
    }

    /// Makes an attempt, which is cancelled at the stage's time limit; it ends when its units have saved themselves.
    private func withinLimit(of cell: Cell, _ body: @escaping @Sendable () async -> Attempt) async throws
        -> Attempt
    {
        guard let limit = cell.timeLimit else { return await body() }
        return try await withThrowingTaskGroup(of: Attempt?.self) { group in
            defer { group.cancelAll() }
            group.addTask { await body() }
            group.addTask { [sleep] in
                try await sleep.wait(Double(limit))
                return nil
            }
            if case let ended?? = try await group.next() { return ended }
            group.cancelAll()
            var last: Attempt?
            while let ended = await group.nextResult() {
                if case .success(let attempt?) = ended { last = attempt }
            }
            // What came just in time counts. Who was cancelled says that it was interrupted, whatever else it says.
            guard let last else { throw CancellationError() }
            switch last.result {
            case .interrupted where !engine.isStopped, .failed:
                throw RanTooLong(limit: limit, key: last.key)
            default: return last
            }
        }
    }

    private func unlimited(_ cell: Cell, given outputs: [CellID: Outputs]) async -> Attempt {
        var key: Digest?
        do {
            if engine.isStopped { return Attempt(result: .interrupted) }
            let work = try await works.work(for: cell, given: outputs, in: engine)
            key = work.key
            let known = engine.lookup(work)
            do {
                let done = try await engine.perform(work, label: cell.id)
                try await tellRemarks(of: done, cell)
                try await Gate.check(cell, done, engine: engine)
                return Attempt(result: .done(done, reused: known != nil), key: key)
            } catch let waiting as WaitingForPeople {
                return Attempt(result: .waiting(try await pose(waiting, cell, work)), key: key)
            }
        } catch let budget as BudgetUsedUp {
            return Attempt(result: .exhausted(budget), key: key)
        } catch  where error is Interrupted || error is CancellationError {
            return Attempt(result: .interrupted, key: key)
        } catch {
            let missesBlob = error is MissingBlob || (error as? EngineError)?.underlying is MissingBlob
            return Attempt(
                result: .failed(sentence(error, cell)), key: key,
                mayHelpToTryAgain: error.fault == .infrastructure && !missesBlob, missesBlob: missesBlob)
        }
    }

    private func tellRemarks(of done: Outputs, _ cell: Cell) async throws {
        guard let remarks = done[Omission.remarksPort] else { return }
        for remark in try JSON.decode([String].self, from: await engine.bytes(of: remarks)) {
            notify(.remark(cell, remark))
        }
    }

    /// What went wrong, as whoever reads about the stage is told.
    private func sentence(_ error: any Error, _ cell: Cell) -> String {
        guard let failure = error as? EngineError else { return "\(error)" }
        switch failure.underlying {
        case let problem as RecordProblem: return problem.words(in: (try? works.recordFiles(of: cell)) ?? [])
        // The stage's own items: whoever reads it knows the stage.
        case let items as FanOutFailure where failure.label == cell.id:
            guard items.fault == .user, !items.gaveUp, items.failed.count < items.total else {
                return failure.message
            }
            return failure.message
                + "\n`failures: \(items.failed.count)` on the stage would leave out so many"
        default: return "\(failure)"
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
