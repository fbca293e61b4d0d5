import Dispatch
import Synchronization

/// Records finished units in a thread of its own: those that are ready at the same time in one transaction.
///
/// What costs most, the log's pages that every unit changes, is then paid once for all of them. So others are waited for, a few
/// milliseconds at most, as long as some wait for a core: the cores have enough to do. Otherwise a unit that finds the ledger
/// free is recorded at once, and those that finish while it is written wait together for the next transaction.
final class Publisher: Sendable {
    private struct Waiting {
        var publication: Publication
        var continuation: CheckedContinuation<Void, any Error>

        func end(_ failure: (any Error)?) {
            if let failure { continuation.resume(throwing: failure) } else { continuation.resume() }
        }
    }

    private struct State {
        var waiting: [Waiting] = []
        var isWriting = false
        /// Whether the thread waits for more units before it writes.
        var isGathering = false
    }

    /// The most units in a transaction: other processes wait for its end.
    private static let atMost = 64
    /// How many units are waited for.
    static let worth = 16
    private let ledger: Ledger
    private let budget: CoreBudget
    private let patience: DispatchTimeInterval
    private let queue = DispatchQueue(label: "quire-publish", qos: .userInitiated)
    private let state = Mutex(State())
    private let enough = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - budget: tells whether there is enough to compute while units wait to be recorded.
    ///   - patience: how long units are waited for.
    init(ledger: Ledger, budget: CoreBudget, patience: DispatchTimeInterval = .milliseconds(16)) {
        (self.ledger, self.budget, self.patience) = (ledger, budget, patience)
    }

    /// Waits until a unit is recorded.
    /// - Parameter meanwhile: called when only the waiting is left; gives back the unit's core.
    /// - Throws: `CollectedMeanwhile` when something that it builds on is gone; what `Publication.confirm` throws;
    ///   `LedgerError`.
    func publish(_ publication: Publication, meanwhile: () -> Void = {}) async throws {
        try await withCheckedThrowingContinuation { continuation in
            let begins = state.withLock { state in
                state.waiting.append(Waiting(publication: publication, continuation: continuation))
                defer { state.isWriting = true }
                return !state.isWriting
            }
            if begins { queue.async { self.write() } }
            meanwhile()
            let wakes = state.withLock { state in
                guard state.isGathering, state.waiting.count >= Publisher.worth || !budget.isAwaited else {
                    return false
                }
                state.isGathering = false
                return true
            }
            if wakes { enough.signal() }
        }
    }

    private func write() {
        while let batch = next() {
            do {
                let failures = try ledger.publish(batch.map(\.publication))
                for (waiting, failure) in zip(batch, failures) { waiting.end(failure) }
            } catch let error as LedgerError where batch.count > 1 && (error.isDamage || error.isFull) {
                // Of several perhaps only one cannot be recorded. A ledger that somebody holds is not asked again for each.
                for waiting in batch {
                    do {
                        try ledger.publish(waiting.publication)
                        waiting.end(nil)
                    } catch {
                        waiting.end(error)
                    }
                }
            } catch {
                for waiting in batch { waiting.end(error) }
            }
        }
    }

    private func next() -> [Waiting]? {
        gather()
        return state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isWriting = false
                return nil
            }
            defer { state.waiting.removeFirst(min(Publisher.atMost, state.waiting.count)) }
            return Array(state.waiting.prefix(Publisher.atMost))
        }
    }

    /// Waits for more units, where there are some and others wait for a core.
    private func gather() {
        let waits = state.withLock { state in
            // Asked here, so that who gives a core back and then finds that nobody gathers has done so before this.
            state.isGathering = (1..<Publisher.worth).contains(state.waiting.count) && budget.isAwaited
            return state.isGathering
        }
        guard waits, enough.wait(timeout: .now() + patience) == .timedOut else { return }
        let isSignalled = state.withLock { state in
            defer { state.isGathering = false }
            return !state.isGathering
        }
        if isSignalled { enough.wait() }
    }
}
