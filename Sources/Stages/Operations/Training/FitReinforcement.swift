import Engine
import Learning

/// One reinforcement of a policy against a reward, near its anchor: the unit of a chunk's own RLHF.
struct FitReinforcement: StageOperation {
    static let meaning = Meaning.fitReinforcement
    let shelf: Shelf

    struct Inputs {
        var start: Digest
        /// The latest supervised policy, which KL is measured to.
        var anchor: Digest
        var reward: Digest
        var passages: Digest
    }

    static func work(_ settings: ProximalPolicyOptimisation.Settings, _ inputs: Inputs, seed: UInt64) throws
        -> Work
    {
        try Meaning.fitReinforcement.work(
            settings,
            inputs: [
                "start": [inputs.start], "anchor": [inputs.anchor], "reward": [inputs.reward],
                "passages": [inputs.passages],
            ], seed: seed)
    }

    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: ProximalPolicyOptimisation.Settings.self)
        let passages = try job.decoded([PassageRecord].self, "passages").map(\.passage)
        var training = ProximalPolicyOptimisation(
            settings: settings, start: try job.extractive("start", shelf),
            anchor: try job.extractive("anchor", shelf),
            reward: try job.reward(job.digest("reward"), shelf), passages: passages, seed: job.stream())
        let metrics = try job.finish(&training)
        var card = training.card
        card.from = try job.digest("start").short
        return [
            "main": PolicyModel(.extractive(training.model), card: card).encoded(),
            "metrics": try JSON.encode(metrics),
        ]
    }
}
