import Dispatch
import Synchronization

/// Records finished units in a thread of its own: those that are ready at the same time in one transaction.
///
/// A unit that finds the ledger free is recorded at once; those that finish while it is written wait together for the
/// next transaction. What costs most, the log's pages that every unit changes, is then paid once for all of them.
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
    }

    /// The most units in a transaction: other processes wait for its end.
    private static let atMost = 64
    private let ledger: Ledger
    private let queue = DispatchQueue(label: "quire-publish", qos: .userInitiated)
    private let state = Mutex(State())

    init(ledger: Ledger) { self.ledger = ledger }

    /// Waits until a unit is recorded.
    /// - Throws: `CollectedMeanwhile` when something that it builds on is gone; what `Publication.confirm` throws;
    ///   `LedgerError`.
    func publish(_ publication: Publication) async throws {
        try await withCheckedThrowingContinuation { continuation in
            let begins = state.withLock { state in
                state.waiting.append(Waiting(publication: publication, continuation: continuation))
                defer { state.isWriting = true }
                return !state.isWriting
            }
            if begins { queue.async { self.write() } }
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
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isWriting = false
                return nil
            }
            defer { state.waiting.removeFirst(min(Publisher.atMost, state.waiting.count)) }
            return Array(state.waiting.prefix(Publisher.atMost))
        }
    }
}
