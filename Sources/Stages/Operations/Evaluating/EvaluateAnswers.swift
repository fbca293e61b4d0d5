import Engine
import Learning
import Pipeline
import Text

/// Measures answers, book by book: what `evaluate: ANSWERS` does.
struct EvaluateAnswers: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.evaluateAnswers
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// The metrics to measure, in the order of the file.
        var metrics: [MetricName]
        /// Whose gold; `nil` where no metric needs one.
        var gold: Gold?
        /// The gold below which an answer is a catastrophe; `nil` where `worst-case` is not asked for.
        var catastrophe: Double?
        /// Most words that the judge of `sandwich` reads at once; `nil` where that is not asked for.
        var words: Int?
        /// How many books may be left out; `nil` for none.
        var failures: Allowance?
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let answers = try job.decoded(Answers.self, "answers")
        let forest = try job.forest(answers.forest)
        let notes = try job.notes("notes")
        let goldNotes = try job.notes("gold-notes")
        let entries = forest.entriesByName
        let ratings = Dictionary(grouping: try job.verdicts("ratings"), by: \.book)
        let books = answers.entries.compactMap { answered in entries[answered.name].map { (answered, $0) } }
        let leniency = Leniency<(Answers.Entry, Forest.Entry)>(
            noun: .book, allowance: settings.failures, name: { $0.0.name })
        var measuring = settings
        measuring.failures = nil
        measuring.words = nil
        measuring.metrics.removeAll { !$0.isOfOneBook }
        let scored = try await job.fanOut(books, leniency) { [measuring] answered, entry in
            var inputs = ["answers": [try await job.store(JSON.encode(answered))]]
            // Only what the metrics read: a number is not measured again for what has nothing to do with it.
            if settings.metrics.contains(where: \.readsBook) { inputs["book"] = [entry.book] }
            if settings.gold != nil {
                inputs["statistics"] = [forest.statistics]
                inputs["gold-note"] = [try await job.store(JSON.encode(goldNotes.of(entry.file).withoutName))]
            }
            if settings.metrics.contains(where: \.readsReferences) {
                inputs["note"] = [try await job.store(JSON.encode(notes.of(entry.file).withoutName))]
            }
            if settings.metrics.contains(where: \.readsRatings) {
                inputs["ratings"] = [try await job.store(JSON.encode(ratings[entry.name] ?? []))]
            }
            if settings.metrics.contains(.reward) { inputs["reward"] = job.digests("reward") }
            if settings.metrics.contains(.kl) { inputs["from"] = job.digests("from") }
            let work = try Meaning.scoreBook.work(measuring, inputs: inputs, seed: nil)
            let outputs = try await job.perform(work, label: "\(job.label) · \(entry.name)")
            return try JSON.decode(BookScores.self, from: job.bytes(of: outputs.main))
        }
        var scores = Scores(books: scored.results, metrics: settings.metrics.map(\.rawValue))
        if settings.metrics.contains(.worstCase) { scores.poolWorstCase() }
        if settings.metrics.contains(.shift) {
            scores.append(try await job.shift(statistics: forest.statistics))
        }
        if settings.metrics.contains(.sandwich), let gold = settings.gold, let words = settings.words {
            let kept = Set(scored.done.map(\.item.0.name))
            try await scores.append(
                job.sandwich(
                    .init(gold: gold, words: words), books: books.filter { kept.contains($0.0.name) },
                    notes: goldNotes, statistics: forest.statistics))
        }
        var outputs = ["main": try JSON.encode(scores)]
        outputs.merge(try scored.omissions.outputs()) { mine, _ in mine }
        return outputs
    }
}

extension MetricName {
    /// Whether it is measured book by book, so that a book has it whatever the others are.
    fileprivate var isOfOneBook: Bool { ![.shift, .sandwich].contains(self) }
    /// Whether it compares the root's answer with the whole book.
    fileprivate var readsBook: Bool { [.gold, .compression].contains(self) }
    /// Whether it reads what people said of the answers.
    fileprivate var readsRatings: Bool { [.likert, .halted].contains(self) }
    /// Whether it compares with reference summaries.
    fileprivate var readsReferences: Bool { [.rouge1, .rouge2, .rougeL, .rougeLsum].contains(self) }
}

extension Job {
    /// The notes at a port; none where there are none.
    func notes(_ port: String) throws -> Notes {
        try digests(port).first.map { try JSON.decode(Notes.self, from: bytes(of: $0)) } ?? Notes([])
    }
}

extension Scores {
    /// The table of several books: a metric's summary is the mean over the books that have it.
    init(books: [BookScores], metrics: [String]) {
        let rows = books.flatMap(\.rows)
        var remarks: [String] = []
        for remark in books.flatMap(\.remarks) where !remarks.contains(remark) { remarks.append(remark) }
        let shown = metrics.flatMap { $0 == MetricName.gold.rawValue ? [$0, ScoreBook.wholeBook] : [$0] }
        let summary = shown.compactMap { metric -> Summary? in
            let values = rows.filter { $0.metric == metric && $0.height == nil }.map(\.value)
            guard !values.isEmpty else { return nil }
            return Summary(
                metric: metric, value: values.reduce(0, +) / Double(values.count), books: values.count)
        }
        self.init(rows: rows, summary: summary, remarks: remarks)
    }

    /// Adds what was measured over all books together.
    fileprivate mutating func append(_ scores: Scores) {
        rows += scores.rows
        summary += scores.summary
        remarks += scores.remarks
    }
}
