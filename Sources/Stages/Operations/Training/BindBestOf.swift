import Engine
import Learning

/// A policy that writes n answers and keeps the one with the highest reward; nothing is trained.
struct BindBestOf: StageOperation {
    static let meaning = Meaning.bindBestOf
    struct Settings: Codable, Hashable, Sendable {
        /// Answers written for each one kept.
        var n: Int
    }

    let shelf: Shelf

    static func work(_ settings: Settings, policy: Digest, reward: Digest) throws -> Work {
        try Meaning.bindBestOf.work(
            settings,
            inputs: ["policy": [policy], "reward": [reward]], seed: nil)
    }

    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let policy = BestOfPolicy(
            policy: try job.extractive("policy", shelf), reward: try job.reward(job.digest("reward"), shelf),
            count: settings.n)
        let card = ModelCard(
            method: "best-of", settings: ["n": String(settings.n)], from: try job.digest("policy").short)
        return [
            "main": PolicyModel(.bestOf(policy), card: card).encoded(),
            "metrics": try JSON.encode([TrainingMetrics]()),
        ]
    }
}
