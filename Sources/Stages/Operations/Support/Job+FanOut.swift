import Engine
import Synchronization

extension Job {
    /// What `body` gives for each item, in the items' order; says how many of them are done.
    func fanOut<Item: Sendable, Result: Sendable>(
        _ items: [Item], _ body: @escaping @Sendable (Item) async throws -> Result
    ) async throws -> [Result] {
        let progress = FanOutProgress(total: items.count)
        return try await items.concurrentMap { item in
            let result = try await body(item)
            progress.advance { self.report(progress: $0, note: $1) }
            return result
        }
    }
}

/// How many items of a fan-out are done.
private final class FanOutProgress: Sendable {
    private let done = Mutex(0)
    private let total: Int

    /// The progress of so many items, none of them done.
    init(total: Int) { self.total = total }

    /// Tells of one more item; a single one has a progress of its own and is not told of.
    func advance(_ report: (Double, String) -> Void) {
        guard total > 1 else { return }
        let now = done.withLock { done in
            done += 1
            return done
        }
        report(Double(now) / Double(total), "\(now) of \(total)")
    }
}
