import Learning
import Pipeline
import Tensors

/// The values of all arms, found by what they are paired by.
struct ScorePairing {
    /// What a pair of values has in common.
    private struct Pair: Hashable {
        /// The book; `nil` where books are not paired, or the number is about a model.
        var book: String?
        /// The folded axes besides the compared one.
        var coordinates: [Coordinate]
    }

    /// The arms, in the order of the axis.
    let arms: [String]
    private let settings: CompareScores.Settings
    /// By metric and arm: the value of each pair.
    private var values: [String: [String: [Pair: Double]]] = [:]

    /// Sorts out the rows of the arms' tables.
    init(settings: CompareScores.Settings, tables: [Scores]) {
        self.settings = settings
        arms = settings.arms.map(\.value).distinct
        let pairsBooks = settings.pairBy.contains("book")
        for (arm, table) in zip(settings.arms, tables) {
            for (metric, all) in Dictionary(grouping: table.rows.filter { $0.height == nil }, by: \.metric) {
                // A number about all books is no book of its own.
                let rows = all.contains { $0.book != nil } ? all.filter { $0.book != nil } : all
                for (book, values) in Dictionary(grouping: rows, by: { pairsBooks ? $0.book : nil }) {
                    let mean = values.map(\.value).reduce(0, +) / Double(values.count)
                    let pair = Pair(book: book, coordinates: arm.coordinates)
                    self.values[metric, default: [:]][arm.value, default: [:]][pair] = mean
                }
            }
        }
    }

    /// The values of an arm and of the baseline, cluster by cluster; `nil` where they have no pair in common.
    ///
    /// A cluster is a book with all its seeds; where no book is paired, each pair is one.
    func pairs(_ arm: String, _ metric: String) -> [[(arm: Double, baseline: Double)]]? {
        let (one, other) = (values[metric]?[arm] ?? [:], values[metric]?[settings.baseline] ?? [:])
        let common = one.keys.filter { other[$0] != nil }.sorted(by: Self.precedes)
        guard !common.isEmpty else { return nil }
        var clusters: [[(arm: Double, baseline: Double)]] = []
        var last: String?
        for pair in common {
            guard let mine = one[pair], let its = other[pair] else { continue }
            if let book = pair.book, book == last {
                clusters[clusters.count - 1].append((mine, its))
            } else {
                clusters.append([(mine, its)])
            }
            last = pair.book
        }
        return clusters
    }

    /// How far the placebo arm is from the baseline, draw by draw; `nil` where there is none.
    func placebo(_ metric: String) -> Verdict.Placebo? {
        guard let placebo = settings.placebo else { return nil }
        let (one, other) = (values[metric]?[placebo] ?? [:], values[metric]?[settings.baseline] ?? [:])
        let common = one.keys.filter { other[$0] != nil }.sorted(by: Self.precedes)
        let draws = Dictionary(grouping: common, by: \.coordinates).values.map { pairs in
            pairs.reduce(0) { $0 + (one[$1] ?? 0) - (other[$1] ?? 0) } / Double(pairs.count)
        }
        guard let low = draws.min(), let high = draws.max() else { return nil }
        return .init(metric: metric, low: low, high: high, draws: draws.count)
    }

    /// What a reader must know: pairs that lack a partner, and too few books.
    func remarks(_ lines: [Verdict.Line]) -> [String] {
        var remarks: [String] = []
        for line in lines {
            let (one, other) = (
                values[line.metric]?[line.arm] ?? [:], values[line.metric]?[settings.baseline] ?? [:]
            )
            let alone = Set(one.keys).symmetricDifference(other.keys).count
            guard alone > 0 else { continue }
            remarks.append(
                "'\(line.metric)' of '\(line.arm)': \(Figures.count(alone, "value")) without a partner in the other arm "
                    + "\(alone == 1 ? "is" : "are") left out")
        }
        let fewest = lines.map(\.clusters).min() ?? 0
        let noun = settings.pairBy.contains("book") ? "book" : "pair"
        if fewest < CompareScores.fewBooks {
            remarks.append(
                "only \(Figures.count(fewest, noun)): intervals and chances from fewer than \(CompareScores.fewBooks) "
                    + "are too narrow; take this as a hint")
        }
        if settings.placebo != nil, lines.allSatisfy({ $0.isBeyondPlacebo == nil }) {
            remarks.append("the placebo arm has no value that can be paired: there is no band")
        }
        return remarks
    }

    private static func precedes(_ one: Pair, _ other: Pair) -> Bool {
        (one.book ?? "", one.coordinates.map(\.value).joined(separator: "\u{1f}"))
            < (other.book ?? "", other.coordinates.map(\.value).joined(separator: "\u{1f}"))
    }
}

extension Verdict.Line {
    /// Tests one arm against the baseline.
    init(
        _ pairs: [[(arm: Double, baseline: Double)]], _ metric: String, _ arm: String,
        _ settings: CompareScores.Settings, band: Verdict.Placebo?, using stream: RandomStream
    ) {
        func mean(_ value: ((arm: Double, baseline: Double)) -> Double) -> Double {
            PairedDifferences(pairs.map { $0.map(value) }).mean
        }
        let differences = PairedDifferences(pairs.map { $0.map { $0.arm - $0.baseline } })
        let bootstrap = ClusterBootstrap(differences, using: stream)
        let effect = differences.mean
        let interval = bootstrap.interval(alpha: settings.alpha) ?? effect...effect
        let chance: Double
        var equivalence: Double?
        switch settings.test {
        case .bootstrap:
            chance = bootstrap.twoSided
            equivalence = settings.equivalent.map(bootstrap.equivalence)
        case .wilcoxon:
            chance = SignedRanks(differences.clusterMeans).twoSided
            equivalence = settings.equivalent.map { margin in
                max(
                    SignedRanks(differences.clusterMeans.map { $0 + margin }).above,
                    SignedRanks(differences.clusterMeans.map { $0 - margin }).below)
            }
        }
        self.init(
            metric: metric, arm: arm, mean: mean(\.arm), baselineMean: mean(\.baseline), difference: effect,
            low: interval.lowerBound, high: interval.upperBound, chance: chance, adjusted: chance,
            clusters: differences.clusters.count, pairs: differences.pairs, above: differences.above,
            below: differences.below, detectable: differences.detectable(alpha: settings.alpha),
            equivalence: equivalence,
            isBeyondPlacebo: band.flatMap {
                arm == settings.placebo ? nil : effect < $0.low || effect > $0.high
            })
    }
}
