import Synchronization

/// The core that one running unit holds, and lets go for as long as it awaits other units.
final class Core: Sendable {
    private struct State {
        var isHeld = true
        var isResuming = false
        var awaited = 0
    }

    private let budget: CoreBudget
    private let state = Mutex(State())

    /// The core that was just taken from `budget`.
    init(heldOf budget: CoreBudget) { self.budget = budget }

    /// Awaits `body` without holding the core. Several of one unit's tasks may be in here at once: the core is
    /// taken again when the last comes out.
    func whileAwaiting<T: Sendable>(_ body: () async throws -> T) async throws -> T {
        let letsGo = state.withLock { state in
            state.awaited += 1
            defer { state.isHeld = false }
            return state.isHeld
        }
        if letsGo { budget.release() }
        do {
            let result = try await body()
            await comeBack()
            return result
        } catch {
            await comeBack()
            throw error
        }
    }

    private func comeBack() async {
        let resumes = state.withLock { state in
            state.awaited -= 1
            // A sibling that is at it already must not be followed: it would wait for its own unit's core.
            guard state.awaited == 0, !state.isHeld, !state.isResuming else { return false }
            state.isResuming = true
            return true
        }
        guard resumes else { return }
        await budget.resume()
        let isNeeded = state.withLock { state in
            state.isResuming = false
            state.isHeld = state.awaited == 0
            return state.isHeld
        }
        if !isNeeded { budget.release() }
    }

    /// Waits for a core again, where it was given back.
    func takeAgain() async {
        guard state.withLock({ !$0.isHeld && $0.awaited == 0 }) else { return }
        await budget.resume()
        state.withLock { $0.isHeld = true }
    }

    /// Gives the core back.
    func end() {
        let letsGo = state.withLock { state in
            defer { state.isHeld = false }
            return state.isHeld
        }
        if letsGo { budget.release() }
    }
}
