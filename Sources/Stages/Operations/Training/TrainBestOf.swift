import Engine
import Learning
import Pipeline

/// Best of n in each scope: what `train: policy, by: best-of` gives.
struct TrainBestOf: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.trainBestOf
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// The hyper-parameters of the method.
        var method: BindBestOf.Settings
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let from = try await job.startModels()
        let rewards = try job.models(job.digest("reward"))
        let bind = { (policy: Digest, reward: Digest) async throws -> Digest in
            let work = try BindBestOf.work(settings.method, policy: policy, reward: reward)
            return try await job.perform(work, label: "\(job.label) · best of \(settings.method.n)").main
        }
        var set = ModelSet(shared: try await bind(from.shared, rewards.shared))
        for height in Set(from.heights.keys).union(rewards.heights.keys).sorted() {
            let scope = TrainingScope.height(height)
            set.heights[height] = try await bind(scope.model(in: from), scope.model(in: rewards))
        }
        for key in Set(from.nodes.keys).union(rewards.nodes.keys).sorted() {
            set.nodes[key] = try await bind(
                from.nodes[key] ?? from.shared, rewards.nodes[key] ?? rewards.shared)
        }
        let supervised = from.supervised
        set.anchor = .init(shared: supervised.shared, heights: supervised.heights, nodes: supervised.nodes)
        return ["main": try JSON.encode(set)]
    }
}
