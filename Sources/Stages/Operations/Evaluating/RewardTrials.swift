import Engine
import Learning
import Pipeline
import Tensors

/// What a reward made of judgements that it did not learn from, and what that measures.
struct RewardTrials {
    /// What it made of one comparison.
    struct Compared {
        /// The book that was judged.
        var book: String
        /// The height of the node that was compared.
        var height: Int
        /// Who wrote the two answers, in alphabetical order; nil where the judgement does not say.
        var policies: [String]?
        /// P(the first answer is better), as the overseer said.
        var preference: Double
        /// The score of the first answer less that of the second.
        var margin: Double
        /// P(the first answer is better), as the reward says.
        var probability: Double
    }

    /// What it made of one candidate, beside the other candidates for the same passage.
    struct Scored {
        /// The book that was judged.
        var book: String
        /// The height of the node.
        var height: Int
        /// The reward's score less the mean of the passage's candidates.
        var reward: Double
        /// The gold's less theirs.
        var gold: Double
    }

    /// The comparisons, ties among them.
    var compared: [Compared] = []
    /// The candidates; empty where no gold is asked for.
    var scored: [Scored] = []

    /// The value of a metric; nil where it has none.
    ///
    /// Accuracy is the share of pairs (without ties) whose better answer has the higher score; calibration the
    /// expected calibration error of P(first is better); log-loss the mean of −t log p − (1 − t) log(1 − p), where t
    /// is what the overseer said and p what the reward says. Gold-correlation is Spearman's ρ of what reward and gold
    /// say of the candidates beside the mean of their passage: no comparison says what two passages' answers are worth
    /// beside one another.
    func measure(_ metric: MetricName) -> Double? {
        switch metric {
        case .accuracy:
            Agreement(margins: compared.map(\.margin), preferences: compared.map(\.preference)).accuracy
        case .calibration:
            reliability.expectedCalibrationError
        case .logLoss: logLoss
        case .goldCorrelation: Correlation.spearman(scored.map(\.reward), scored.map(\.gold))
        default: nil
        }
    }

    /// How many things a metric is measured on.
    func count(of metric: MetricName) -> Int {
        metric == .goldCorrelation ? scored.count : compared.count
    }

    private var logLoss: Double? {
        guard !compared.isEmpty else { return nil }
        var sum = 0.0
        for one in compared {
            // A probability that rounds to 0 or 1 costs what the smallest step from it would.
            let p = min(max(one.probability, 1e-12), 1 - 1e-12)
            sum -= one.preference * Elementary.log(p) + (1 - one.preference) * Elementary.log(1 - p)
        }
        return sum / Double(compared.count)
    }

    /// The trials for which something holds of their book and height.
    func filter(_ isWanted: (String, Int) -> Bool) -> RewardTrials {
        RewardTrials(
            compared: compared.filter { isWanted($0.book, $0.height) },
            scored: scored.filter { isWanted($0.book, $0.height) })
    }

    /// A metric with its interval over books; nil where it has no value.
    func summary(_ metric: MetricName) -> Scores.Summary? {
        guard let value = measure(metric) else { return nil }
        let clusters = metric == .goldCorrelation ? scored.map(\.book) : compared.map(\.book)
        let interval = ClusterInterval.interval(clusters: clusters) { places in
            var drawn = RewardTrials()
            if metric == .goldCorrelation {
                drawn.scored = places.map { scored[$0] }
            } else {
                drawn.compared = places.map { compared[$0] }
            }
            return drawn.measure(metric)
        }
        return .init(
            metric: metric.rawValue, value: value, books: 0, low: interval?.low, high: interval?.high)
    }

    /// What it expects in bins, with what was judged.
    var reliability: Reliability {
        Reliability(compared.map { (probability: $0.probability, outcome: $0.preference) })
    }

    /// Pearson's r beside Spearman's ρ, which is the metric.
    var linearCorrelation: Scores.Row? {
        Correlation.pearson(scored.map(\.reward), scored.map(\.gold)).map {
            .init(
                metric: MetricName.goldCorrelation.rawValue + "-pearson", book: nil, height: nil, value: $0,
                count: scored.count)
        }
    }

    /// The values of a metric over all, by height and by book.
    func rows(_ metric: MetricName) -> [Scores.Row] {
        func row(_ part: RewardTrials, book: String? = nil, height: Int? = nil) -> Scores.Row? {
            part.measure(metric).map {
                .init(
                    metric: metric.rawValue, book: book, height: height, value: $0,
                    count: part.count(of: metric))
            }
        }
        let heights = Set(compared.map(\.height) + scored.map(\.height)).sorted()
        let books = Set(compared.map(\.book) + scored.map(\.book)).sorted()
        return [row(self)].compactMap(\.self)
            + heights.compactMap { height in row(filter { $1 == height }, height: height) }
            + books.compactMap { book in row(filter { name, _ in name == book }, book: book) }
    }

    /// Accuracy by who wrote the two answers, over all books and by book; nil where no judgement says who did.
    var pairs: [Scores.Pair]? {
        let known = compared.filter { $0.policies != nil }
        guard !known.isEmpty else { return nil }
        let all = Set(known.compactMap(\.policies)).sorted { $0.lexicographicallyPrecedes($1) }
        let books = Set(known.map(\.book)).sorted()
        return all.flatMap { policies in
            ([nil] + books.map(Optional.some)).compactMap { book -> Scores.Pair? in
                let part = known.filter { $0.policies == policies && (book == nil || $0.book == book) }
                let agreement = Agreement(margins: part.map(\.margin), preferences: part.map(\.preference))
                return agreement.accuracy.map {
                    .init(policies: policies, book: book, accuracy: $0, count: agreement.counted)
                }
            }
        }
    }
}
