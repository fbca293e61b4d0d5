/// How a run waits for time to pass: in tests it does not.
package struct Sleep: Sendable {
    /// Waits so many seconds, or throws `CancellationError`.
    package var wait: @Sendable (Double) async throws -> Void

    /// Waiting by a function.
    package init(_ wait: @escaping @Sendable (Double) async throws -> Void) { self.wait = wait }

    /// Waiting by the machine's clock.
    package static let live = Sleep { try await _Concurrency.Task.sleep(for: .seconds($0)) }
}
