extension Sequence where Element: Sendable {
    /// What `transform` gives for each element, in the elements' order; at most `limit` are under way at once.
    ///
    /// For wide fan-outs: a task group with a task for each of many thousand units holds memory for all of them,
    /// though only as many run as there are cores.
    ///
    ///     let outputs = try await works.concurrentMap { try await job.perform($0, label: "leaf") }
    ///
    /// - Throws: the first error of `transform`; the other tasks are cancelled then.
    package func concurrentMap<Result: Sendable>(
        limit: Int = 64, _ transform: @escaping @Sendable (Element) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var results: [Int: Result] = [:]
            var elements = enumerated().makeIterator()
            var underWay = 0
            while true {
                while underWay < Swift.max(1, limit), let (index, element) = elements.next() {
                    group.addTask { (index, try await transform(element)) }
                    underWay += 1
                }
                guard let (index, result) = try await group.next() else { break }
                underWay -= 1
                results[index] = result
            }
            return results.sorted { $0.key < $1.key }.map(\.value)
        }
    }
}
