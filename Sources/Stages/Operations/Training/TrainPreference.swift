import Engine
import Learning
import Pipeline

/// A policy from judged answers in each scope, near the latest supervised policy: what `train: policy, by: dpo` and
/// `by: kto` do.
struct TrainPreference: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.trainPreference
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// The method and its hyper-parameters.
        var method: PreferenceMethod
        /// How many models are trained: one for all nodes, one a height or one a node.
        var per: TrainPer
        /// How many models of a height or a node may be left out; `nil` for none.
        var failures: Allowance?
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let feedback = try job.feedback()
        switch settings.method {
        case .dpo:
            let compared = feedback.comparedRecords
            guard !compared.isEmpty else {
                throw StageProblem(noFeedbackFor: .dpo)
            }
            return try await train(job, settings, compared)
        case .kto:
            let judged = feedback.unpairedRecords
            guard !judged.isEmpty else {
                throw StageProblem(noFeedbackFor: .kto)
            }
            return try await train(job, settings, judged)
        }
    }

    private func train(
        _ job: Job, _ settings: Settings,
        _ examples: [(passage: JudgedPassage, record: some Codable & Sendable)]
    ) async throws -> [String: [UInt8]] {
        let from = try await job.startModels()
        let scopes = TrainingScope.scopes(settings.per, over: examples.map(\.passage))
        let models = try await job.fanOut(scopes, .models(settings.failures)) { scope in
            let records = examples.filter { scope.contains($0.passage) }.map(\.record)
            let work = try FitPreference.work(
                settings.method, start: scope.model(in: from), anchor: scope.model(in: from.supervised),
                examples: try await job.store(JSON.encode(records)), seed: job.work.seed ?? 0)
            return (
                scope: scope, model: try await job.perform(work, label: "\(job.label) · \(scope.name)").main
            )
        }
        var outputs = ["main": try JSON.encode(ModelSet(models.results, anchor: from.supervised))]
        outputs.merge(try models.omissions.outputs()) { mine, _ in mine }
        return outputs
    }
}
