import Synchronization

/// The units that this process is busy with, so that who asks for the same work waits for the one that does it.
final class InFlight: Sendable {
    /// How a unit that somebody waited for ended.
    enum Ending: Sendable {
        /// It gave these outputs.
        case done(Outputs)
        /// It failed with this error.
        case failed(any Error)
        /// Who did it was cancelled, or was done before one could wait: look again.
        case abandoned
        /// The waiting itself was cancelled.
        case cancelled
    }

    private struct State {
        var waiters: [Digest: [UInt64: CheckedContinuation<Ending, Never>]] = [:]
        var tickets: UInt64 = 0
    }

    private let state = Mutex(State())

    /// Makes the caller the one that does the work; false when somebody does it already.
    func begin(_ key: Digest) -> Bool {
        state.withLock { state in
            if state.waiters[key] != nil { return false }
            state.waiters[key] = [:]
            return true
        }
    }

    /// Tells everybody who waits how the work ended.
    func end(_ key: Digest, _ ending: Ending) {
        let waiters = state.withLock { $0.waiters.removeValue(forKey: key) }
        for waiter in (waiters ?? [:]).values { waiter.resume(returning: ending) }
    }

    /// Waits until the work with this key ends.
    func wait(_ key: Digest) async -> Ending {
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let ending: Ending? = state.withLock { state in
                    if Task.isCancelled { return .cancelled }
                    if state.waiters[key] == nil { return .abandoned }
                    state.waiters[key]?[ticket] = continuation
                    return nil
                }
                if let ending { continuation.resume(returning: ending) }
            }
        } onCancel: {
            let waiter = state.withLock { $0.waiters[key]?.removeValue(forKey: ticket) }
            waiter?.resume(returning: .cancelled)
        }
    }
}
