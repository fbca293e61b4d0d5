import Engine
import Learning
import Pipeline
import Text

/// Measures how books are cut, before anything is answered: what `evaluate: FOREST` does.
struct EvaluateForest: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.evaluateForest
    /// What a unit of this operation depends on besides its inputs.
    struct Settings: Codable {
        /// The metrics to measure, in the order of the file.
        var metrics: [MetricName]
        /// What boundaries are counted in; `nil` where no metric counts them.
        var unit: BookUnits.Unit?

        /// Settings that hold the unit only where a metric depends on it.
        init(metrics: [MetricName], unit: BookUnits.Unit) {
            self.metrics = metrics
            self.unit = metrics.contains(where: \.comparesCuts) ? unit : nil
        }
    }

    /// The unit of this operation for a forest.
    static func work(_ settings: Settings, forest: Digest) throws -> Work {
        try meaning.work(settings, inputs: ["forest": [forest]], seed: nil)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let books = try job.forest(job.digest("forest")).entries.map {
            try job.checkStop()
            return try Self.scores(of: $0, settings, job)
        }
        return ["main": try JSON.encode(Scores(books: books, metrics: settings.metrics.map(\.rawValue)))]
    }

    /// The orphans of each leaf, by coreference where it is known.
    private static func orphans(of entry: Forest.Entry, _ job: Job) throws -> [PronounCount] {
        guard let digest = entry.coreference else {
            return try entry.leaves.values.map { orphanPronouns(in: try job.text(of: $0)) }
        }
        let orphans = LeafOrphans.references(
            try JSON.decode(Coreference.self, from: job.bytes(of: digest)).references)
        return entry.tree.leaves.map { leaf in
            let span = entry.tree.nodes[leaf].span
            return PronounCount(
                orphans: orphans.counts(from: span.start, to: [span.end])[0],
                pronouns: orphans.pronouns(in: span))
        }
    }

    private static func scores(of entry: Forest.Entry, _ settings: Settings, _ job: Job) throws -> BookScores
    {
        var scores = BookScores()
        if let unit = settings.unit {
            scores = CutScoring(
                entry: entry, book: try JSON.decode(Book.self, from: job.bytes(of: entry.book))
            )
            .scores(settings.metrics.filter(\.comparesCuts), unit)
        }
        for metric in settings.metrics where !metric.comparesCuts {
            func add(_ value: Double, height: Int?, of count: Int) {
                scores.rows.append(
                    .init(
                        metric: metric.rawValue, book: entry.name, height: height, value: value, count: count)
                )
            }
            switch metric {
            case .words:
                let byHeight = Dictionary(grouping: entry.tree.nodes, by: \.height).mapValues { nodes in
                    (mean: Double(nodes.map(\.words).reduce(0, +)) / Double(nodes.count), count: nodes.count)
                }
                for (height, words) in byHeight.sorted(by: { $0.key < $1.key }) {
                    add(words.mean, height: height, of: words.count)
                }
                if let leaves = byHeight[0] { add(leaves.mean, height: nil, of: leaves.count) }
            case .minutes:
                let leaves = entry.tree.nodes.filter(\.isLeaf).map {
                    Double($0.words) / OversightPace().reading
                }
                let all = leaves.reduce(0, +)
                add(all / Double(max(1, leaves.count)), height: 0, of: leaves.count)
                add(all, height: nil, of: leaves.count)
            case .orphans:
                let counts = try orphans(of: entry, job)
                if entry.coreference != nil {
                    scores.remarks.append(
                        "orphans are counted by the books' coreference, not by the surface rule")
                }
                let pronouns = counts.map(\.pronouns).reduce(0, +)
                guard pronouns > 0 else {
                    scores.remarks.append(
                        "the leaves of '\(entry.name)' have no third-person pronoun: it has no orphans")
                    continue
                }
                let share = Double(counts.map(\.orphans).reduce(0, +)) / Double(pronouns)
                for height in [0, nil] { add(share, height: height, of: pronouns) }
            default: scores.remarks.append("'\(metric.rawValue)' cannot be measured on a forest")
            }
        }
        return scores
    }
}
