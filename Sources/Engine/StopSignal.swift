import Synchronization

/// Told once that the run is to stop, and wakes at once whoever waits for that.
final class StopSignal: Sendable {
    private struct State {
        var isRaised = false
        var waiters: [UInt64: @Sendable () -> Void] = [:]
        var tickets: UInt64 = 0
    }

    private let state = Mutex(State())

    /// Whether it was raised.
    var isRaised: Bool { state.withLock { $0.isRaised } }

    /// Raises it for good.
    func raise() {
        let waiters = state.withLock { state in
            state.isRaised = true
            defer { state.waiters = [:] }
            return state.waiters
        }
        for waiter in waiters.values { waiter() }
    }

    /// Waits until it is raised, or the waiting task is cancelled.
    func wait() async {
        let ticket = newTicket()
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.isRaised || Task.isCancelled { return true }
                    state.waiters[ticket] = { continuation.resume() }
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: ticket) }?()
        }
    }

    /// Does something that `handler` hastens; it is called when this is raised meanwhile, or was before.
    func whileWatched<T>(by handler: @escaping @Sendable () -> Void, _ body: () throws -> T) rethrows -> T {
        let ticket = newTicket()
        let isRaised = state.withLock { state in
            state.waiters[ticket] = handler
            return state.isRaised
        }
        defer { state.withLock { _ = $0.waiters.removeValue(forKey: ticket) } }
        if isRaised { handler() }
        return try body()
    }

    private func newTicket() -> UInt64 {
        state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
    }
}
