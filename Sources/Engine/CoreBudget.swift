import Synchronization

/// How many units may compute at once.
///
/// Units that have begun and want to go on are served before units that want to begin: what is begun is
/// finished first, so that little is half done at any time.
final class CoreBudget: Sendable {
    private struct State {
        var free: Int
        var resuming = FirstInFirstOut<CheckedContinuation<Void, Never>>()
        var starting = FirstInFirstOut<UInt64>()
        var waiters: [UInt64: CheckedContinuation<Void, any Error>] = [:]
        var tickets: UInt64 = 0
        var isStopped = false
    }

    private let state: Mutex<State>

    init(cores: Int) { state = Mutex(State(free: cores)) }

    /// Whether a unit waits for a core.
    var isAwaited: Bool { state.withLock { !$0.waiters.isEmpty || !$0.resuming.isEmpty } }

    /// Waits for a core to begin a unit on.
    /// - Throws: `Interrupted` after `stop()`; `CancellationError`.
    func start() async throws {
        let ticket: UInt64? = try state.withLock { state in
            if state.isStopped { throw Interrupted() }
            if state.free > 0 {
                state.free -= 1
                return nil
            }
            state.tickets += 1
            return state.tickets
        }
        guard let ticket else { return }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let refusal: (any Error)? = state.withLock { state in
                    if state.isStopped { return Interrupted() }
                    if Task.isCancelled { return CancellationError() }
                    state.waiters[ticket] = continuation
                    state.starting.append(ticket)
                    return nil
                }
                if let refusal { return continuation.resume(throwing: refusal) }
                serve()
            }
        } onCancel: {
            let waiter = state.withLock { $0.waiters.removeValue(forKey: ticket) }
            waiter?.resume(throwing: CancellationError())
        }
    }

    /// Waits for a core to go on with a unit that has begun.
    func resume() async {
        let isServed = state.withLock { state in
            guard state.free > 0 else { return false }
            state.free -= 1
            return true
        }
        if isServed { return }
        await withCheckedContinuation { continuation in
            state.withLock { $0.resuming.append(continuation) }
            serve()
        }
    }

    /// Gives a core back.
    func release() {
        state.withLock { $0.free += 1 }
        serve()
    }

    /// Refuses every unit that has not begun.
    func stop() {
        let waiters = state.withLock { state in
            state.isStopped = true
            defer { state.waiters = [:] }
            return state.waiters
        }
        for waiter in waiters.values { waiter.resume(throwing: Interrupted()) }
    }

    private func serve() {
        enum Next {
            /// A unit that computed before and goes on.
            case resuming(CheckedContinuation<Void, Never>)
            /// A unit that has not computed yet, and may still be cancelled.
            case starting(CheckedContinuation<Void, any Error>)
        }
        let next: Next? = state.withLock { state in
            guard state.free > 0 else { return nil }
            if let continuation = state.resuming.popFirst() {
                state.free -= 1
                return .resuming(continuation)
            }
            while let ticket = state.starting.popFirst() {
                if let continuation = state.waiters.removeValue(forKey: ticket) {
                    state.free -= 1
                    return .starting(continuation)
                }
            }
            return nil
        }
        switch next {
        case .resuming(let continuation): continuation.resume()
        case .starting(let continuation): continuation.resume()
        case nil: break
        }
    }
}
