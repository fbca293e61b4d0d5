import Engine
import Learning
import Pipeline

/// Behaviour cloning in each scope: what `train: policy, by: bc` does.
struct TrainCloning: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.trainCloning
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// The hyper-parameters of the method.
        var method: BehaviourCloning.Settings
        /// How many models are trained: one for all nodes, one a height or one a node.
        var per: TrainPer
        /// How many models of a height or a node may be left out; `nil` for none.
        var failures: Allowance?
        /// Width of an untrained policy's hidden layer.
        var hidden: Int
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let written = try job.feedback().writtenRecords
        guard !written.isEmpty else {
            throw StageProblem(noFeedbackFor: .bc)
        }
        let from = try await job.startModels(hidden: settings.hidden)
        let scopes = TrainingScope.scopes(settings.per, over: written.map(\.passage))
        let models = try await job.fanOut(scopes, .models(settings.failures)) { scope in
            let records = written.filter { scope.contains($0.passage) }.map(\.record)
            let work = try FitCloning.work(
                settings.method, start: scope.model(in: from),
                demonstrations: try await job.store(JSON.encode(records)),
                seed: job.work.seed ?? 0)
            return (
                scope: scope, model: try await job.perform(work, label: "\(job.label) · \(scope.name)").main
            )
        }
        var outputs = ["main": try JSON.encode(ModelSet(models.results))]
        outputs.merge(try models.omissions.outputs()) { mine, _ in mine }
        return outputs
    }
}

extension Job {
    /// All that was said at the port `feedback`.
    func feedback() throws -> FeedbackSet {
        var all = FeedbackSet()
        for digest in digests("feedback") { all = all.merging(try FeedbackSet(decoding: bytes(of: digest))) }
        return all
    }

    /// The models at the port `from`; an untrained policy where there are none.
    func startModels(hidden: Int = NewPolicy.usualWidth) async throws -> ModelSet {
        if let from = digests("from").first { return try models(from) }
        return try await newPolicy(hidden: hidden, statistics: try await ownStatistics())
    }

    /// The words that an untrained policy knows: those of its forest, of what was answered, or of its reward.
    private func ownStatistics() async throws -> Digest {
        if let statistics = digests("statistics").first { return statistics }
        if !digests("answers").isEmpty {
            return try forest(decoded(Answers.self, "answers").forest).statistics
        }
        let reward = try RewardModel(decoding: bytes(of: models(digest("reward")).shared))
        return try await store(JSON.encode(reward.statistics))
    }
}
