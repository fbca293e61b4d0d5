import Engine
import Learning

/// A decomposer that draws n ways to cut a passage and takes the one with the highest reward; nothing is trained.
struct BindBestOfCutter: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.bindBestOfCutter

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: BindBestOf.Settings.self)
        let cutter = try CutterModel(decoding: job.bytes(of: job.digest("start")))
        try cutter.checkView()
        var model = BestOfCutter(
            cutter: cutter, reward: try SplitReward(decoding: job.bytes(of: job.digest("reward"))),
            count: settings.n, seed: job.work.seed ?? 0)
        model.card = ModelCard(
            method: "best-of", settings: ["n": String(settings.n)], from: try job.digest("start").short,
            metrics: ["kl of a passage at most": model.kl])
        return ["main": model.encoded(), "metrics": try JSON.encode([TrainingMetrics]())]
    }
}

/// The best of n ways to cut: what `train: decomposer, by: best-of` gives.
struct TrainBestOfCutter: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.trainBestOfCutter

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: BindBestOf.Settings.self)
        let binding = try BindBestOfCutter.meaning.work(
            settings,
            inputs: [
                "start": [try job.models(job.digest("from")).shared],
                "reward": [try job.models(job.digest("reward")).shared],
            ], seed: job.work.seed)
        let model = try await job.perform(binding, label: "\(job.label) · best of \(settings.n)").main
        return ["main": try JSON.encode(ModelSet(shared: model))]
    }
}

extension CutterModel {
    /// Throws unless it sees no more of a book than a reward of ways to cut does.
    func checkView() throws {
        guard scorer.view == .place else {
            throw StageProblem(
                "a decomposer with 'view: \(scorer.view.rawValue)' cannot practise: a reward of ways to cut sees places only"
            )
        }
    }
}
