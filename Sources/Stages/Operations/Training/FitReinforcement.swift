import Engine
import Learning

/// One reinforcement of a policy against a reward, near its anchor: the unit of a chunk's own RLHF.
struct FitReinforcement: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.fitReinforcement
    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// The method and its hyper-parameters.
        var method: ReinforcementMethod
        /// How many policies are kept on the way; nil for none.
        var snapshots: Int?
    }

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
    static func work(_ settings: Settings, _ inputs: Inputs, seed: UInt64) throws -> Work {
        try Meaning.fitReinforcement.work(
            settings,
            inputs: [
                "start": [inputs.start], "anchor": [inputs.anchor], "reward": [inputs.reward],
                "passages": [inputs.passages],
            ], seed: seed)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let passages = try job.decoded([PassageRecord].self, "passages").map(\.passage)
        let note = Figures.count(passages.count, "passage") + " to practise on"
        let practice = Practice(
            start: try job.extractive("start", shelf), anchor: try job.extractive("anchor", shelf),
            reward: try job.reward(job.digest("reward"), shelf), passages: passages)
        let unit = try job.settings(as: Settings.self)
        let (seed, snapshots) = (job.stream(), unit.snapshots ?? 0)
        switch unit.method {
        case .ppo(let settings):
            return try job.fitted(
                ProximalPolicyOptimisation(settings: settings, practice: practice, seed: seed), note: note,
                snapshots: snapshots)
        case .rloo(let settings):
            return try job.fitted(
                ReinforceLeaveOneOut(settings: settings, practice: practice, seed: seed), note: note,
                snapshots: snapshots)
        case .expert(let settings):
            return try job.fitted(
                ExpertIteration(settings: settings, practice: practice, seed: seed), note: note,
                snapshots: snapshots)
        }
    }
}
