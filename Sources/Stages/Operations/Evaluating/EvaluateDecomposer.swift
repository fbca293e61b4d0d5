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
        /// The changes of each book that its stability is the mean over; `nil` where that is not measured.
        var edits: Int?

        /// Settings that hold the number of changes only where a metric depends on it.
        init(forest: GrowForest.Settings, scores: EvaluateForest.Settings, edits: Int) {
            self.forest = forest
            self.scores = scores
            self.edits = scores.metrics.contains(where: \.isOfChanges) ? edits : nil
        }
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
        var measured = settings.scores
        measured.metrics.removeAll(where: \.isOfChanges)
        let measuring = try EvaluateForest.work(measured, forest: grown.main)
        let scores = try await job.perform(measuring, label: "\(job.label) · measure").main
        var outputs: [String: [UInt8]] = [:]
        if let edits = settings.edits {
            let known = try JSON.decode(Scores.self, from: job.bytes(of: scores))
            let changed = try await stability(settings, edits: edits, forest: job.forest(grown.main), job)
            outputs["main"] = try JSON.encode(known.joined(changed, settings.scores.metrics.map(\.rawValue)))
        } else {
            outputs["main"] = try job.bytes(of: scores)
        }
        outputs.merge(try job.omissions(of: grown).outputs()) { mine, _ in mine }
        return outputs
    }

    /// How much of each book's cuts stays when the book is changed.
    private func stability(_ settings: Settings, edits: Int, forest: Forest, _ job: Job) async throws
        -> Scores
    {
        let cuts = try GrowForest.cuts(settings.forest.decomposers, job.digests("cutters"), job)
        guard let cut = cuts.first else { throw MissingInput(operation: job.work.operation, port: "cutters") }
        let wanted = settings.scores.metrics.filter(\.isOfChanges)
        let books = try await forest.entries.concurrentMap { entry in
            let measuring = try MeasureStability.work(
                cut.cutting, edits: edits, book: entry.book, seed: job.work.seed ?? 0)
            let found = try await job.perform(measuring, label: "\(job.label) · change \(entry.name)")
            return try Self.scores(
                JSON.decode(MeasureStability.Stability.self, from: job.bytes(of: found.main)), wanted, entry)
        }
        return Scores(books: books, metrics: wanted.map(\.rawValue))
    }

    private static func scores(
        _ stability: MeasureStability.Stability, _ metrics: [MetricName], _ entry: Forest.Entry
    ) -> BookScores {
        guard stability.edits > 0 else {
            return BookScores(
                remarks: ["'\(entry.name)' has too few sentences and paragraphs to be changed"])
        }
        var scores = BookScores()
        func add(_ metric: String, _ value: Double, of count: Int) {
            scores.rows.append(
                .init(metric: metric, book: entry.name, height: nil, value: value, count: count))
        }
        if metrics.contains(.stability) {
            add(MetricName.stability.rawValue, stability.leaves, of: stability.edits)
            add("stability-early", stability.early, of: 1)
        }
        if metrics.contains(.reuse) { add(MetricName.reuse.rawValue, stability.nodes, of: stability.edits) }
        return scores
    }
}

extension MetricName {
    /// Whether it is measured by changing books and cutting them again.
    fileprivate var isOfChanges: Bool { self == .stability || self == .reuse }
}

extension Scores {
    /// Both tables as one, with the summary in the order of the metrics.
    fileprivate func joined(_ other: Scores, _ metrics: [String]) -> Scores {
        let all = summary + other.summary
        return Scores(
            rows: rows + other.rows,
            summary: metrics.flatMap { metric in all.filter { $0.metric == metric } },
            remarks: remarks + other.remarks)
    }
}
