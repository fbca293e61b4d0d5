import Engine
import Learning
import Pipeline
import Text

/// Reads books, cuts them as the decomposer that is imitated does, and trains: what `train: decomposer` by `bc` and
/// `locality` does.
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

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let seed = job.work.seed ?? 0
        let read = try await Array(zip(settings.books, job.digests("source"))).concurrentMap { file, bytes in
            let book = try await job.perform(
                try ImportBook.work(format: file.format, source: bytes),
                label: "\(job.label) · read \(file.name)"
            ).main
            let tree = try await settings.like.asyncMap { decomposer in
                try await job.perform(
                    try CutBook.work(.rule(decomposer), book: book, seed: seed),
                    label: "\(job.label) · cut \(file.name)"
                ).main
            }
            return (book: book, tree: tree)
        }
        let fitting = try FitCutter.work(
            settings.fitting, books: read.map(\.book), trees: read.compactMap(\.tree), seed: seed)
        let model = try await job.perform(fitting, label: "\(job.label) · learn").main
        return ["main": try JSON.encode(ModelSet(shared: model))]
    }
}
