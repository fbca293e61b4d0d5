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
