import Foundation

extension Engine {
    /// An engine in a new temporary folder, for tests:
    ///
    ///     let engine = try Engine.testing([WordCount()])
    package static func testing(
        _ operations: [any Operation] = [], jobs: Int = 2,
        events: @escaping @Sendable (EngineEvent) -> Void = { _ in }
    ) throws -> Engine {
        let folder = FileManager.default.temporaryDirectory.path + "/quire-" + UUID().uuidString
        return try Engine(workspace: folder, operations: operations, jobs: jobs, events: events)
    }
}
