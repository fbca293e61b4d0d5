import Engine
import Pipeline
import Synchronization

/// What a fan-out gave.
struct FanOut<Item: Sendable, Result: Sendable>: Sendable {
    /// What is done, in the items' order.
    var done: [(item: Item, result: Result)]
    /// What failed and is left out, in the items' order.
    var omissions: [Omission]
    /// What was left out, as items.
    var omitted: [Item]

    /// The results in the items' order.
    var results: [Result] { done.map(\.result) }
}

/// How a fan-out treats items that fail.
struct Leniency<Item>: Sendable {
    /// What the items are.
    var noun: Noun
    /// How many may be left out; `nil` for none.
    var allowance: Allowance?
    /// How many were left out before, of those that may be.
    var used = 0
    /// How many items a share is of; the number of items where it is left out.
    var total: Int?
    /// The item's name as people read it.
    var name: @Sendable (Item) -> String
    /// Whether nothing can be done without the item, so that it is never left out.
    var isNeeded: @Sendable (Item) -> Bool = { _ in false }
}

extension Job {
    /// What `body` gives for each item; says how many of them are done.
    ///
    /// One that fails never stops the rest: all others are done and kept. Then those that failed through their own
    /// fault are left out, if so many may be. Results never depend on luck: who failed through a fault of the machine
    /// is never left out. When far too many fail the rest is not tried.
    ///
    /// - Throws: ``FanOutFailure`` that names the failed items; for a single item what it threw.
    func fanOut<Item: Sendable, Result: Sendable>(
        _ items: [Item], _ leniency: Leniency<Item>,
        _ body: @escaping @Sendable (Item) async throws -> Result
    ) async throws -> FanOut<Item, Result> {
        let progress = FanOutProgress(total: items.count)
        let allowed = max(
            0, (leniency.allowance?.count(of: leniency.total ?? items.count) ?? 0) - leniency.used)
        let failures = FanOutFailures(allowed: allowed)
        var results: [Result?] = []
        do {
            results = try await items.enumerated().concurrentMap { index, item in
                do {
                    let result = try await body(item)
                    progress.advance { self.report(progress: $0, note: $1) }
                    return result
                } catch  where error.isFailure {
                    // What fails because it was stopped did not fail.
                    try self.checkStop()
                    try failures.add(index, error)
                    progress.advance { self.report(progress: $0, note: $1) }
                    return nil
                }
            }
        } catch is FanOutFailures.TooMany {
            results = []
        }
        let failed = failures.all
        let lost = failed.contains { $0.error.fault == .infrastructure || leniency.isNeeded(items[$0.index]) }
        if lost || failed.count > allowed || failed.count == items.count, let first = failed.first {
            guard items.count > 1 else { throw first.error }
            throw FanOutFailure(
                noun: leniency.noun, total: items.count,
                failed: failed.map { (Omission(leniency.name(items[$0.index]), $0.error), $0.error.fault) },
                allowed: allowed, gaveUp: results.isEmpty)
        }
        let omissions = failed.map { Omission(leniency.name(items[$0.index]), $0.error) }
        for omission in omissions { note("left out \(omission.item): \(omission.reason)") }
        return FanOut(
            done: zip(items, results).compactMap { item, result in result.map { (item, $0) } },
            omissions: omissions, omitted: failed.map { items[$0.index] })
    }

    /// What `body` gives for each item, all of them side by side, without telling of it.
    ///
    /// - Throws: when all others are done, what the first item threw that failed; a fault of the machine goes first.
    func settled<Item: Sendable, Result: Sendable>(
        _ items: [Item], _ body: @escaping @Sendable (Item) async throws -> Result
    ) async throws -> [Result] {
        let failures = FanOutFailures(allowed: 0)
        let results = try await items.enumerated().concurrentMap { index, item -> Result? in
            do {
                return try await body(item)
            } catch  where error.isFailure {
                try self.checkStop()
                // Far too many ends it: there is one error to throw in any case.
                do { try failures.add(index, error) } catch { throw failures.gravest ?? error }
                return nil
            }
        }
        if let error = failures.gravest { throw error }
        return results.compactMap(\.self)
    }
}

extension Omission {
    /// An item that failed with an error.
    init(_ item: String, _ error: any Error) {
        // The label of who failed names the stage, and the result must not: only what is wrong counts.
        let reason = (error as? EngineError)?.message ?? "\(error)"
        self.init(item: item, reason: reason.onOneLine)
    }
}

extension Error {
    /// Whether something is wrong, rather than stopped, waiting, or about to be made anew by the engine.
    fileprivate var isFailure: Bool {
        switch self {
        case is Interrupted, is CancellationError, is WaitingForPeople, is BudgetUsedUp, is MissingBlob: false
        default: true
        }
    }

    /// Whose fault it is.
    var fault: Fault { (self as? any Blameable)?.fault ?? .user }
}

/// The items of a fan-out that failed so far.
private final class FanOutFailures: Sendable {
    /// So many failed that the rest is not tried.
    struct TooMany: Error {}

    /// How many more than allowed fail before the rest is not tried any more: a service that is broken is not called
    /// thousands of times.
    private static let patience = 10

    private let state = Mutex<[(index: Int, error: any Error)]>([])
    private let allowed: Int

    /// - Parameter allowed: how many may fail through their own fault.
    init(allowed: Int) { self.allowed = allowed }

    /// Books a failure; what fails behind the last that counts is not booked.
    /// - Throws: ``TooMany``.
    func add(_ index: Int, _ error: any Error) throws {
        try state.withLock { failures in
            if !isTooMany(failures) { failures.append((index, error)) }
            if isTooMany(failures) { throw TooMany() }
        }
    }

    private func isTooMany(_ failures: [(index: Int, error: any Error)]) -> Bool {
        let own = failures.count { $0.error.fault == .user }
        return own > allowed + Self.patience || failures.count - own > Self.patience
    }

    /// All of them, in the items' order.
    var all: [(index: Int, error: any Error)] { state.withLock { $0.sorted { $0.index < $1.index } } }

    /// The first one through a fault of the machine, else the first one.
    var gravest: (any Error)? {
        let all = all
        return (all.first { $0.error.fault == .infrastructure } ?? all.first)?.error
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
