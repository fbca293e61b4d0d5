import Synchronization

extension Sequence where Element: Sendable {
    /// What `transform` gives for each element, in the elements' order; at most `limit` are under way at once.
    ///
    /// For wide fan-outs: `limit` tasks take the elements one after another, because a task for each of many thousand
    /// units, of which most are known already, costs more than to look them up.
    ///
    ///     let outputs = try await works.concurrentMap { try await job.perform($0, label: "leaf") }
    ///
    /// - Throws: the first error of `transform`; the other tasks are cancelled then, and no more elements begun.
    ///   `CancellationError` when it was cancelled before all were begun.
    package func concurrentMap<Result: Sendable>(
        limit: Int = 64, _ transform: @escaping @Sendable (Element) async throws -> Result
    ) async throws -> [Result] {
        let elements = Array(self)
        let results = MappedElements<Result>(count: elements.count)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<Swift.min(Swift.max(1, limit), elements.count) {
                group.addTask {
                    while !Task.isCancelled, let index = results.next() {
                        results.put(try await transform(elements[index]), at: index)
                    }
                }
            }
            for try await _ in group {}
        }
        return try results.all()
    }
}

/// Which elements were begun, and what those gave that are done.
private final class MappedElements<Result: Sendable>: Sendable {
    private struct State {
        var begun = 0
        var done = 0
        var results: [Result?]
    }

    private let state: Mutex<State>

    init(count: Int) { state = Mutex(State(results: Array(repeating: nil, count: count))) }

    /// The next element to begin with.
    func next() -> Int? {
        state.withLock { state in
            guard state.begun < state.results.count else { return nil }
            defer { state.begun += 1 }
            return state.begun
        }
    }

    func put(_ result: Result, at index: Int) {
        state.withLock { state in
            state.results[index] = result
            state.done += 1
        }
    }

    func all() throws -> [Result] {
        try state.withLock { state in
            guard state.done == state.results.count else { throw CancellationError() }
            return state.results.compactMap(\.self)
        }
    }
}
