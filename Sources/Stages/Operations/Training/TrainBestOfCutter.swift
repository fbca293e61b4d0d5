import Engine
import Learning

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
