import Engine
import Learning
import Pipeline
import Text

/// Reads books, cuts them as the decomposer that is imitated does, and trains: what `train: decomposer` does.
struct TrainDecomposer: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.trainDecomposer
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// By input at the port `source`: the book's name and the file's ending.
        var books: [GrowForest.BookFile]
        /// How it learns.
        var fitting: FitCutter.Settings
        /// What is imitated; `nil` where nothing is.
        var like: Decomposer?
    }

    /// The unit of this operation for books.
    ///
    /// - Parameter models: the sets of the models that a method is given which practises.
    static func work(
        _ settings: Settings, _ inputs: GrowForest.Inputs, models: FitCutter.Models?, seed: UInt64
    ) throws -> Work {
        var ports = ["source": inputs.sources]
        if !inputs.annotations.isEmpty { ports["annotations"] = inputs.annotations }
        if let models { ports.merge(models.ports) { $1 } }
        return try meaning.work(settings, inputs: ports, seed: seed)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let seed = job.work.seed ?? 0
        let read = try await GrowForest.Inputs(job).books(settings.books).concurrentMap { source in
            let (book, coreference) = try await job.read(source)
            let tree = try await settings.like.asyncMap { decomposer in
                try await job.perform(
                    try CutBook.work(.rule(decomposer), book: book, seed: seed),
                    label: "\(job.label) · cut \(source.file.name)"
                ).main
            }
            return (book: book, tree: tree, coreference: coreference)
        }
        var models: FitCutter.Models?
        if let start = job.digests("start").first, let reward = job.digests("reward").first {
            let policy = job.digests("policy").first
            models = .init(
                start: try job.models(start).shared,
                reward: policy == nil ? try job.models(reward).shared : reward, policy: policy)
        }
        let fitting = try FitCutter.work(
            settings.fitting, books: read.map(\.book), trees: read.compactMap(\.tree),
            coreference: read.compactMap(\.coreference), models: models, seed: seed)
        let fitted = try await job.perform(fitting, label: "\(job.label) · learn")
        var outputs = ["main": try JSON.encode(ModelSet(shared: fitted.main))]
        if settings.fitting.snapshots != nil, let start = models?.start {
            let anchor = ModelSet.Anchor(shared: start, heights: [:], nodes: [:])
            let steps = fitted.ports.keys.compactMap(PolicySnapshot.step).sorted()
            outputs[PolicySnapshot.port] = try JSON.encode(
                steps.map { step in
                    PolicySnapshot(
                        step: step,
                        models: ModelSet(shared: try fitted.port(PolicySnapshot.port(step)), anchor: anchor))
                })
        }
        return outputs
    }
}
