import Engine
import Pipeline

/// Cuts books and measures the cuts: what `evaluate: DECOMPOSER, in: CORPUS` does.
struct EvaluateDecomposer: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.evaluateDecomposer
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// The books, and the one way of cutting.
        var forest: GrowForest.Settings
        /// What is measured of the trees.
        var scores: EvaluateForest.Settings
    }

    /// The unit of this operation for books.
    static func work(_ settings: Settings, _ inputs: GrowForest.Inputs, seed: UInt64) throws -> Work {
        // The seed of a `decompose` stage, so that the same cuts are made once.
        let growing = try GrowForest.work(settings.forest, inputs, seed: seed)
        return try meaning.work(settings, inputs: growing.inputs, seed: growing.seed)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let growing = try GrowForest.work(
            settings.forest, GrowForest.Inputs(job), seed: job.work.seed ?? 0)
        let grown = try await job.perform(growing, label: "\(job.label) · cut")
        let measuring = try EvaluateForest.work(settings.scores, forest: grown.main)
        let scores = try await job.perform(measuring, label: "\(job.label) · measure")
        var outputs = ["main": try job.bytes(of: scores.main)]
        outputs.merge(try job.omissions(of: grown).outputs()) { mine, _ in mine }
        return outputs
    }
}
