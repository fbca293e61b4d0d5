import Synchronization

/// Does work, unless its result is known: looks up keys, runs operations within a budget of cores, publishes
/// results, and shares all that with other processes on the same workspace.
///
///     let engine = try Engine(workspace: "artifacts", operations: [WordCount()], jobs: 2)
///     let text = try await engine.store(Array("a b c".utf8))
///     let work = Work(operation: "word-count", revision: 1, inputs: ["text": [text]])
///     let count = try await engine.perform(work, label: "words of the example").main
package final class Engine: Sendable {
    /// What happened in this workspace.
    package let ledger: Ledger
    /// Where a ledger that was found damaged was put, when it was.
    package let damagedLedger: String?
    /// How many units compute at once.
    package let jobs: Int

    struct State {
        var run: Int64?
        var begun: [Int64] = []
        var redone: Set<Digest> = []
        /// Files of the user's by what they held when they were kept.
        var sources: [Digest: String] = [:]
    }

    let workspace: Workspace
    let holdings: Holdings
    let operations: [String: any Operation]
    let time: TimeSource
    let events: @Sendable (EngineEvent) -> Void
    let executor: ComputeExecutor
    let budget: CoreBudget
    let stopSignal = StopSignal()
    let inFlight = InFlight()
    let flusher: Flusher
    let publisher: Publisher
    let neighbours: Neighbours
    let programs: ProgramFolders
    let state = Mutex(State())

    /// An engine on the folder `workspace`, which is made where missing.
    ///
    /// - Parameters:
    ///   - operations: what can be done; of two with the same name the last counts.
    ///   - jobs: how many units may compute at once, at least 1.
    ///   - time: where times for the records come from.
    ///   - events: told of everything that happens, on whichever thread it happens.
    package init(
        workspace folder: String, operations: [any Operation], jobs: Int, time: TimeSource = .live,
        events: @escaping @Sendable (EngineEvent) -> Void = { _ in }
    ) throws {
        let workspace = try Workspace(folder: folder)
        let (opened, arrivals) = try workspace.whileOpening {
            let arrivals = try workspace.arrive()
            return (try Ledger.open(path: workspace.ledgerPath), try workspace.isAlone() ? arrivals : nil)
        }
        self.workspace = workspace
        ledger = opened.ledger
        damagedLedger = opened.damaged
        holdings = Holdings(
            ledger: ledger,
            store: try BlobStore(folder: workspace.storeFolder, temporaryFolder: workspace.temporaryFolder))
        programs = ProgramFolders(temporaryFolder: workspace.temporaryFolder, holdings: holdings)
        self.operations = Dictionary(operations.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
        self.jobs = max(1, jobs)
        self.time = time
        self.events = events
        executor = ComputeExecutor(threadCount: self.jobs)
        budget = CoreBudget(cores: self.jobs)
        flusher = Flusher(holdings: holdings)
        publisher = Publisher(ledger: ledger, budget: budget)
        neighbours = Neighbours(workspace: workspace, ledger: ledger, alone: arrivals)
        try CheckpointFile.removeFinished(in: workspace.checkpointFolder, locks: workspace.locks) {
            [ledger] in ledger.outputs(of: $0) != nil
        }
    }

    deinit {
        executor.stop()
        programs.close()
    }

    /// Waits until everything is on the disk, and lets all files go. Nothing may be asked of it afterwards.
    package func close() throws {
        executor.stop()
        programs.close()
        try flusher.flush()
        try ledger.close()
        for run in state.withLock({ $0.begun }) { workspace.releaseResults(ofRun: run) }
    }

    /// Records that a pipeline begins to run; work done from now on belongs to it.
    @discardableResult
    package func beginRun(name: String) throws -> Int64 {
        let id = try ledger.beginRun(name: name, at: time.now()) { try workspace.hold(run: $0) }
        state.withLock { state in
            state.run = id
            state.begun.append(id)
        }
        return id
    }

    /// Records how the run that was begun ended.
    package func finishRun(_ state: RunRecord.State, message: String? = nil) throws {
        let run = self.state.withLock { state in
            defer { state.run = nil }
            return state.run
        }
        guard let run else { return }
        try ledger.finishRun(run, state: state, message: message, at: time.now())
        workspace.release(run: run)
    }

    /// Whether a living process, this one or another, is at a run that the ledger says is running.
    package func isAlive(run id: Int64) throws -> Bool {
        try state.withLock { $0.run == id } || workspace.isHeldElsewhere(run: id)
    }

    func emit(_ kind: EngineEvent.Kind, _ work: Work, key: Digest, label: String) {
        events(EngineEvent(key: key, operation: work.operation, label: label, kind: kind))
    }
}
