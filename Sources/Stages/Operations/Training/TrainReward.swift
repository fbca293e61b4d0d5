import Engine
import Learning
import Pipeline

/// A reward from judgements in each scope: what `train: reward` does.
struct TrainReward: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.trainReward
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// The hyper-parameters of the method.
        var method: RewardTraining.Settings
        /// How many models are trained: one for all nodes, one a height or one a node.
        var per: TrainPer
        /// How many models of a height or a node may be left out; `nil` for none.
        var failures: Allowance?
    }

    /// `learned` gives, by model, the passages that it learned from.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let feedback = try job.feedback()
        guard feedback.count > 0 else { throw StageProblem("there is no judgement to learn from") }
        let others = feedback.judgements.filter { !($0 is Comparison) }
        let from = try await job.startModels()
        let scopes = TrainingScope.scopes(settings.per, over: feedback.judgements.map(\.passage))
        let fits = try await job.fanOut(scopes, .models(settings.failures)) { scope in
            let compared = feedback.comparisons.filter { scope.contains($0.passage) }.map(ComparedRecord.init)
            let judged = try others.filter { scope.contains($0.passage) }.map { try JudgedRecord($0) }
            let written = feedback.demonstrations.filter { scope.contains($0.passage) }.map {
                WrittenRecord(passage: PassageRecord($0.passage), text: $0.text)
            }
            let work = try FitReward.work(
                settings.method,
                .init(
                    statistics: try job.digest("statistics"),
                    comparisons: try await job.store(JSON.encode(compared)),
                    judgements: judged.isEmpty ? nil : try await job.store(JSON.encode(judged)),
                    demonstrations: try await job.store(JSON.encode(written)), policy: scope.model(in: from)),
                seed: job.work.seed ?? 0)
            let outputs = try await job.perform(work, label: "\(job.label) · \(scope.name)")
            return (scope: scope, model: try outputs.main, learned: try outputs.port("learned"))
        }
        var learned: [String: [String]] = [:]
        for fit in fits.results {
            learned[fit.model.description] = try JSON.decode([String].self, from: job.bytes(of: fit.learned))
        }
        var outputs = [
            "main": try JSON.encode(ModelSet(fits.results.map { ($0.scope, $0.model) })),
            "learned": try JSON.encode(learned),
        ]
        outputs.merge(try fits.omissions.outputs()) { mine, _ in mine }
        return outputs
    }
}
