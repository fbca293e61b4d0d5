extension Engine {
    /// Lets running units save their checkpoints and end, and begins no others: the first Ctrl-C.
    ///
    /// Whoever awaits a unit gets `Interrupted`, except where its result is known already.
    package func stop() {
        stopSignal.raise()
        budget.stop()
    }

    /// Ends all programs that were started, at once: for a process that is about to end, the second Ctrl-C.
    package func killPrograms() { programs.killAll() }

    /// Whether `stop()` was called.
    package var isStopped: Bool { stopSignal.isRaised }

    /// Awaits `body`, which is cancelled as soon as the run is told to stop: for pauses and other waiting that is no
    /// unit of work.
    /// - Throws: `Interrupted` when the run was told to stop first; what `body` throws.
    package func untilStopped<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) async throws -> T
    {
        let signal = stopSignal
        return try await withThrowingTaskGroup(of: T.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await body() }
            group.addTask {
                await signal.wait()
                guard signal.isRaised else { throw CancellationError() }
                throw Interrupted()
            }
            guard let first = try await group.next() else { throw CancellationError() }
            return first
        }
    }
}
