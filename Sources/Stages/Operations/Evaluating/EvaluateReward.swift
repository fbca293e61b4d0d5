import Engine
import Learning
import Pipeline

/// Measures a reward on judgements that it did not learn from: what `evaluate: REWARD` does.
struct EvaluateReward: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.evaluateReward
    /// What agreement overseers reach with one another, beside the accuracy.
    static let ceiling = "ceiling"
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// The metrics to measure, in the order of the file.
        var metrics: [MetricName]
    }

    /// Decoded artifacts at hand, shared by all operations.
    let shelf: Shelf

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        ["main": try JSON.encode(try scores(job))]
    }

    private func scores(_ job: Job) throws -> Scores {
        let settings = try job.settings(as: Settings.self)
        let rewards = try job.models(job.digest("reward"))
        let learned =
            try job.digests("learned").first.map {
                try JSON.decode([String: [String]].self, from: job.bytes(of: $0)).mapValues(Set.init)
            } ?? [:]
        let (all, noun) = try pairs(job.feedback())
        let model = { (passage: JudgedPassage) in
            rewards.model(for: passage.node, height: passage.height, in: passage.book)
        }
        let unseen = all.filter {
            learned[model($0.passage).description]?.contains(PassageRecord($0.passage).identity) != true
        }
        var scores = Scores(rows: [], summary: [], remarks: [])
        if noun != "comparisons" { scores.remarks.append("there is no comparison: measured on \(noun)") }
        if unseen.isEmpty {
            scores.remarks.append(
                "nothing was held out: measured on \(noun) that it learned from, which no gate lets pass")
        } else if unseen.count < all.count {
            scores.remarks.append(
                "measured on the \(unseen.count) of \(all.count) \(noun) that it did not learn from")
        }
        let counted = unseen.isEmpty ? all : unseen
        let tried = try counted.map { pair in
            try job.checkStop()
            let reward = try job.reward(model(pair.passage), shelf)
            return Tried(pair, by: reward)
        }
        for metric in settings.metrics {
            for height in [nil] + Set(tried.map(\.height)).sorted().map(Optional.some) {
                let part = height.map { height in tried.filter { $0.height == height } } ?? tried
                guard let value = Self.measure(metric, part) else { continue }
                scores.rows.append(
                    .init(metric: metric.rawValue, book: nil, height: height, value: value, count: part.count)
                )
                if height == nil, !unseen.isEmpty {
                    scores.summary.append(.init(metric: metric.rawValue, value: value, books: 0))
                }
            }
            if metric == .accuracy { addCeiling(of: counted, to: &scores, isGateable: !unseen.isEmpty) }
            if metric == .calibration { scores.reliability = Self.reliability(tried) }
        }
        return scores
    }

    /// What two overseers agree in, and in words where that comes from.
    private func addCeiling(of pairs: [ImpliedPair], to scores: inout Scores, isGateable: Bool) {
        let ceiling = AgreementCeiling(pairs.compactMap(\.comparison))
        let accuracy = scores.rows.last { $0.metric == MetricName.accuracy.rawValue && $0.height == nil }
        if let value = ceiling.value, accuracy != nil {
            var count = pairs.count
            if case .measured(_, let judged) = ceiling { count = judged }
            scores.rows.append(
                .init(metric: Self.ceiling, book: nil, height: nil, value: value, count: count))
            if isGateable { scores.summary.append(.init(metric: Self.ceiling, value: value, books: 0)) }
        }
        switch ceiling {
        case .measured(let agreed, let judged):
            scores.remarks.append(
                "'\(Self.ceiling)': of \(judged) pairs of judgements of one question by two overseers \(agreed) agree"
            )
        case .bounded(let noise):
            scores.remarks.append(
                "'\(Self.ceiling)': two overseers with noise \(noise) agree at most so often, for their slips alone; a "
                    + "reward that were right would agree with one of them in at most \(Figures.fixed(1 - noise, 3))"
            )
        case .unknown:
            scores.remarks.append(
                "no '\(Self.ceiling)': how far two people agree is not known, for no question was judged by two"
            )
        }
    }

    /// Accuracy is the share of pairs (without ties) whose better answer has the higher score; calibration the
    /// expected calibration error of P(first is better).
    private static func measure(_ metric: MetricName, _ tried: [Tried]) -> Double? {
        switch metric {
        case .accuracy: Agreement(margins: tried.map(\.margin), preferences: tried.map(\.preference)).accuracy
        case .calibration: reliability(tried).expectedCalibrationError
        default: nil
        }
    }

    private static func reliability(_ tried: [Tried]) -> Reliability {
        Reliability(tried.map { (probability: $0.probability, outcome: $0.preference) })
    }

    /// What is measured on: the comparisons; where there are none, what rankings and corrections imply.
    private func pairs(_ feedback: FeedbackSet) throws -> (pairs: [ImpliedPair], noun: String) {
        let comparisons = feedback.comparisons
        if !comparisons.isEmpty { return (comparisons.map(ImpliedPair.init), "comparisons") }
        let implied =
            feedback.all(Ranking.self).flatMap(ImpliedPair.pairs)
            + feedback.all(Learning.Correction.self).filter(\.isChange).map(ImpliedPair.init)
        guard !implied.isEmpty else {
            throw StageProblem(
                "there is nothing to measure on (`using:`): it takes comparisons, or else rankings or corrections"
            )
        }
        return (implied, "pairs that rankings and corrections imply")
    }
}

/// Two answers of which one is preferred.
private struct ImpliedPair {
    /// What both answer.
    var passage: JudgedPassage
    /// The feedback kind that says so.
    var kind: String
    /// One answer.
    var first: String
    /// The other.
    var second: String
    /// P(the first answer is better), as the overseer said.
    var preference: Double
    /// The comparison, where it is one.
    var comparison: Comparison?

    /// A comparison.
    init(_ comparison: Comparison) {
        passage = comparison.passage
        kind = Comparison.name
        first = comparison.first
        second = comparison.second
        preference = comparison.preference
        self.comparison = comparison
    }

    /// The better and the worse of two answers. Which is called the first does not tell which is better: it is the one
    /// that comes first in the alphabet.
    init(_ better: String, over worse: String, passage: JudgedPassage, kind: String) {
        self.passage = passage
        self.kind = kind
        (first, second) = better < worse ? (better, worse) : (worse, better)
        preference = better < worse ? 1 : 0
    }

    /// The corrected answer over the original.
    init(_ correction: Learning.Correction) {
        self.init(
            correction.corrected, over: correction.original, passage: correction.passage,
            kind: Learning.Correction.name)
    }

    /// Each placed answer over all that come after it.
    static func pairs(of ranking: Ranking) -> [ImpliedPair] {
        let texts = ranking.question.candidates.map(\.text)
        return ranking.pairs.map {
            ImpliedPair(texts[$0.better], over: texts[$0.worse], passage: ranking.passage, kind: Ranking.name)
        }
    }
}

/// What a reward made of one pair.
private struct Tried {
    /// The height of the node that was judged.
    var height: Int
    /// P(the first answer is better), as the overseer said.
    var preference: Double
    /// The score of the first answer less that of the second.
    var margin: Double
    /// P(the first answer is better), as the reward says.
    var probability: Double

    init(_ pair: ImpliedPair, by reward: RewardModel) {
        let passage = PassageRecord(pair.passage).passage
        height = pair.passage.height
        preference = pair.preference
        margin = reward.score(pair.first, for: passage) - reward.score(pair.second, for: passage)
        probability = reward.probability(
            first: pair.first, over: pair.second, for: passage, by: pair.kind)
    }
}
