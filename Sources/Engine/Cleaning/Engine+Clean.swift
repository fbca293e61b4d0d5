extension Engine {
    /// Removes what no kept run needs, and what dead processes left.
    ///
    /// Safe at any time: with other processes at work, and when it is itself killed at any moment. What is still
    /// there then is found the next time. Judgements of people are never touched.
    ///
    /// - Parameters:
    ///   - count: how many of the newest runs of each pipeline are kept, at least 1; the latest that was done and
    ///     those that a process is at are kept besides.
    ///   - limit: bytes that the workspace may take: further runs go for it, oldest first, but never the latest of a
    ///     pipeline nor its latest that was done.
    ///   - isDryRun: whether nothing is removed.
    ///   - turn: rows of the ledger that are removed at once, while others wait.
    ///   - progress: told what is done now; what it throws ends the cleaning there.
    package func clean(
        keeping count: Int, limit: Int? = nil, isDryRun: Bool = false, turn: Int = Ledger.turn,
        progress: @escaping (String) throws -> Void = { _ in }
    ) throws -> CleaningReport {
        try workspace.whileCleaning(wait: { try progress("waiting for another cleaning") }) {
            var cleaner = try Cleaner(
                workspace: workspace, holdings: holdings, count: max(1, count), limit: limit, turn: turn,
                progress: progress
            ) { run in
                try self.state.withLock { $0.run == run } || self.workspace.isWantedElsewhere(run: run)
            }
            return try isDryRun ? cleaner.preview() : cleaner.clean()
        }
    }
}
