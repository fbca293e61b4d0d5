import Engine
import Learning

/// One behaviour cloning: a policy learns to write what was demonstrated.
struct FitCloning: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.fitCloning
    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// The unit of this operation with these settings and inputs.
    static func work(
        _ settings: BehaviourCloning.Settings, start: Digest, demonstrations: Digest, seed: UInt64
    ) throws
        -> Work
    {
        try Meaning.fitCloning.work(
            settings,
            inputs: ["start": [start], "demonstrations": [demonstrations]], seed: seed)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: BehaviourCloning.Settings.self)
        let records = try job.decoded([WrittenRecord].self, "demonstrations")
        var passages = KnownPassages()
        return try job.fitted(
            BehaviourCloning(
                settings: settings, start: try job.extractive("start", shelf),
                demonstrations: records.map { $0.written(&passages) },
                seed: job.stream()),
            note: Figures.count(records.count, "demonstration"))
    }
}

extension Job {
    /// A policy that can be trained.
    func extractive(_ port: String, _ shelf: Shelf) throws -> ExtractivePolicy {
        let model = try policy(digest(port), shelf)
        guard let policy = model.extractive else {
            throw StageProblem(
                "a policy made by '\(model.card.method)' cannot be trained further: start from an extractive one"
            )
        }
        return policy
    }
}
