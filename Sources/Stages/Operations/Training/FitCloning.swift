import Engine
import Learning

/// One behaviour cloning: a policy learns to write what was demonstrated.
struct FitCloning: Operation {
    let shelf: Shelf
    let name = "fit-cloning"
    let revision = 1

    static func work(_ settings: BehaviourCloning.Settings, start: Digest, demonstrations: Digest, seed: UInt64) throws
        -> Work
    {
        Work(
            operation: "fit-cloning", revision: 1, settings: try Value(encoding: settings),
            inputs: ["start": [start], "demonstrations": [demonstrations]], seed: seed)
    }

    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: BehaviourCloning.Settings.self)
        let records = try job.decoded([WrittenRecord].self, "demonstrations")
        var training = BehaviourCloning(
            settings: settings, start: try job.extractive("start", shelf),
            demonstrations: records.map { AnsweredPassage(passage: $0.passage.passage, text: $0.text) },
            seed: job.stream())
        let metrics = try job.finish(&training)
        let card = try ModelCard(
            method: "bc", settings: settings, from: try job.digest("start").short,
            counts: ["demonstrations": records.count], last: metrics.last)
        return ["main": PolicyModel.extractive(training.model, card).encoded(), "metrics": try JSON.encode(metrics)]
    }
}

extension Job {
    /// A policy that can be trained.
    func extractive(_ port: String, _ shelf: Shelf) throws -> ExtractivePolicy {
        switch try policy(digest(port), shelf) {
        case .extractive(let policy, _): return policy
        case let other:
            throw StageProblem(
                "a policy made by '\(other.card.method)' cannot be trained further: start from an extractive one")
        }
    }
}
