import Engine
import Learning
import Pipeline

/// Measures how far a reward of ways to cut and locality go apart as a decomposer is optimised: what
/// `evaluate: DECOMPOSER` with `metrics: [over-optimisation]` does.
///
/// Of one that was not optimised yet the best of every n, which follows from one set of draws of each passage; of one that
/// practised the decomposers on its way, each with draws of its own of the same passages.
struct EvaluateCutter: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.evaluateCutter
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// By input at the port `source`: the book's name and the file's ending.
        var books: [GrowForest.BookFile]
        /// The limits under which it cuts.
        var cutting: LearnedCutting
        /// How many books may be left out; `nil` for none.
        var failures: Allowance?
        /// How much is drawn and fitted.
        var extent: CurveExtent
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let cutter = try job.models(job.digest("cutters"))
        let snapshots = try job.digests("snapshots").first.map {
            try JSON.decode([PolicySnapshot].self, from: job.bytes(of: $0))
        }
        let start = snapshots?.first?.models.supervised ?? cutter
        let reward = try job.models(job.digest("reward")).shared
        let extent = settings.extent.filled(alongTraining: snapshots != nil)
        let sources = GrowForest.Inputs(job).books(settings.books)
        let leniency = Leniency<GrowForest.Source>(
            noun: .book, allowance: settings.failures, name: \.file.name)
        // By book: the draws of the first decomposer, then of each on its way.
        let books = try await job.fanOut(sources, leniency) { source in
            let read = try await job.read(source)
            return try await ([start] + (snapshots ?? []).map(\.models)).enumerated().concurrentMap {
                place, models in
                let work = try ScoreCutDraws.work(
                    .init(cutting: settings.cutting, samples: extent.samples),
                    .init(
                        book: read.book, coreference: read.coreference, cutter: models.shared,
                        start: place == 0 ? nil : start.shared, reward: reward),
                    seed: job.work.seed ?? 0)
                let drawn = try await job.perform(work, label: "\(job.label) · \(source.file.name)").main
                return try PassageDraws.decoded(job.bytes(of: drawn), book: source.file.name)
            }
        }
        let draws = books.results
        let first = draws.flatMap { $0[0] }
        let measurement =
            snapshots.map { snapshots in
                OveroptimisationMeasurement(
                    start: first,
                    snapshots: snapshots.enumerated().map { place, snapshot in
                        (snapshot.step, draws.flatMap { $0[place + 1] })
                    })
            } ?? OveroptimisationMeasurement(bestOf: first)
        var curves: [OveroptimisationCurve] = []
        if var curve = measurement?.curve(
            height: nil, fit: extent.fit, using: job.stream().split(label: "resamples"))
        {
            curve.subject = .cuts
            curves = [curve]
        }
        var outputs = ["main": try JSON.encode(Scores(curves: curves, of: first.count))]
        outputs.merge(try books.omissions.outputs()) { mine, _ in mine }
        return outputs
    }
}
