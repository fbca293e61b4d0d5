import Engine
import Learning

/// One reinforcement of a policy against a reward, near its anchor: the unit of a chunk's own RLHF.
struct FitReinforcement: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.fitReinforcement
    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// What it learns from.
    struct Inputs {
        /// The policy that it starts from.
        var start: Digest
        /// The latest supervised policy, which KL is measured to.
        var anchor: Digest
        /// The reward that it optimises.
        var reward: Digest
        /// The passages that it practises on, as JSON.
        var passages: Digest
    }

    /// The unit of this operation with these settings and inputs.
    static func work(_ method: ReinforcementMethod, _ inputs: Inputs, seed: UInt64) throws -> Work {
        try Meaning.fitReinforcement.work(
            method,
            inputs: [
                "start": [inputs.start], "anchor": [inputs.anchor], "reward": [inputs.reward],
                "passages": [inputs.passages],
            ], seed: seed)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let passages = try job.decoded([PassageRecord].self, "passages").map(\.passage)
        let note = Figures.count(passages.count, "passage") + " to practise on"
        let start = try job.extractive("start", shelf)
        let anchor = try job.extractive("anchor", shelf)
        let reward = try job.reward(job.digest("reward"), shelf)
        switch try job.settings(as: ReinforcementMethod.self) {
        case .ppo(let settings):
            return try job.fitted(
                ProximalPolicyOptimisation(
                    settings: settings, start: start, anchor: anchor, reward: reward, passages: passages,
                    seed: job.stream()), note: note)
        case .rloo(let settings):
            return try job.fitted(
                ReinforceLeaveOneOut(
                    settings: settings, start: start, anchor: anchor, reward: reward, passages: passages,
                    seed: job.stream()), note: note)
        case .expert(let settings):
            return try job.fitted(
                ExpertIteration(
                    settings: settings, start: start, anchor: anchor, reward: reward, passages: passages,
                    seed: job.stream()), note: note)
        }
    }
}
