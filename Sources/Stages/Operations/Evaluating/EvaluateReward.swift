import Engine
import Learning
import Pipeline

/// Measures a reward on comparisons that it did not learn from: what `evaluate: REWARD` does.
struct EvaluateReward: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.evaluateReward
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
        let all = try job.feedback().comparisons
        guard !all.isEmpty else { throw StageProblem("there is no comparison to measure on (`using:`)") }
        let model = { (passage: JudgedPassage) in
            rewards.model(for: passage.node, height: passage.height, in: passage.book)
        }
        let unseen = all.filter {
            learned[model($0.passage).description]?.contains(PassageRecord($0.passage).identity) != true
        }
        var scores = Scores(rows: [], summary: [], remarks: [])
        if unseen.isEmpty {
            scores.remarks.append(
                "nothing was held out: measured on comparisons that it learned from, which no gate lets pass")
        } else if unseen.count < all.count {
            scores.remarks.append(
                "measured on the \(unseen.count) of \(all.count) comparisons that it did not learn from")
        }
        let counted = unseen.isEmpty ? all : unseen
        let tried = try counted.map { comparison in
            try job.checkStop()
            let passage = PassageRecord(comparison.passage).passage
            let reward = try job.reward(model(comparison.passage), shelf)
            return Tried(
                height: comparison.passage.height, preference: comparison.preference,
                margin: reward.score(comparison.first, for: passage)
                    - reward.score(comparison.second, for: passage),
                probability: reward.probability(
                    first: comparison.first, over: comparison.second, for: passage))
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
        }
        return scores
    }

    /// What the reward made of one comparison.
    private struct Tried {
        /// The height of the node that was compared.
        var height: Int
        /// P(the first answer is better), as the overseer said.
        var preference: Double
        /// The score of the first answer less that of the second.
        var margin: Double
        /// P(the first answer is better), as the reward says.
        var probability: Double
    }

    /// Accuracy is the share of pairs (without ties) whose better answer has the higher score; calibration the
    /// expected calibration error of P(first is better).
    private static func measure(_ metric: MetricName, _ tried: [Tried]) -> Double? {
        switch metric {
        case .accuracy: Agreement(margins: tried.map(\.margin), preferences: tried.map(\.preference)).accuracy
        case .calibration:
            Reliability(tried.map { (probability: $0.probability, outcome: $0.preference) })
                .expectedCalibrationError
        default: nil
        }
    }
}
