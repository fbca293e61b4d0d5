import Dispatch
import Synchronization

/// Brings what was committed onto the disk, for a whole group of units at once: at most every 50 ms, and never
/// while somebody waits for it.
final class Flusher: Sendable {
    private struct State {
        var isScheduled = false
        var isBehind = false
        var failure: (any Error)?
    }

    private let holdings: Holdings
    private let queue = DispatchQueue(label: "quire-flush", qos: .utility)
    private let state = Mutex(State())

    init(holdings: Holdings) { self.holdings = holdings }

    /// Sees to it that what was committed so far is soon on the disk.
    /// - Throws: the error of an earlier attempt: a disk that fails is not passed over in silence.
    func schedule() throws {
        let isFirst = try state.withLock { state in
            if let failure = state.failure { throw failure }
            state.isBehind = true
            defer { state.isScheduled = true }
            return !state.isScheduled
        }
        guard isFirst else { return }
        queue.asyncAfter(deadline: .now() + .milliseconds(50)) { [weak self] in
            guard let self else { return }
            do { try flush() } catch { state.withLock { $0.failure = error } }
        }
    }

    /// Waits until all that was committed so far is on the disk.
    func flush() throws {
        let isNeeded = try state.withLock { state in
            // What was not brought onto the disk once is not there now.
            if let failure = state.failure { throw failure }
            defer { (state.isScheduled, state.isBehind) = (false, false) }
            return state.isBehind
        }
        guard isNeeded else { return }
        try holdings.store.synchronize()
        try holdings.ledger.synchronize()
    }
}
