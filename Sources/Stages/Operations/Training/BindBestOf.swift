import Engine
import Learning

/// A policy that writes n answers and keeps the one with the highest reward; nothing is trained.
struct BindBestOf: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.bindBestOf
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable, Hashable, Sendable {
        /// Answers written for each one kept.
        var n: Int
    }

    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// The unit of this operation with these settings and inputs.
    static func work(_ settings: Settings, policy: Digest, reward: Digest) throws -> Work {
        try Meaning.bindBestOf.work(
            settings,
            inputs: ["policy": [policy], "reward": [reward]], seed: nil)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
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
