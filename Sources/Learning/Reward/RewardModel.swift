import Tensors
import Text

/// A model of the overseer: one number for an answer to a passage, higher is better.
///
/// An ensemble of small networks over `RewardFeature`s. The constants that give its scores their meaning are
/// part of it: demonstrations (or, without them, the start policy's samples) have mean 0, and the samples have
/// unit standard deviation.
package struct RewardModel: Hashable, Sendable {
    /// How rare words are, from the passages that the model was made for.
    package let statistics: WordStatistics
    /// The networks from features to a raw score.
    package internal(set) var members: [Perceptron]
    /// What brings each member's raw score to the common scale.
    var memberScales: [AffineScale]
    /// What brings the members' mean to mean 0 and unit deviation.
    var scale: AffineScale
    /// How sharply judgements follow the scores.
    package internal(set) var calibration = Calibration()
    /// What it was learned from.
    package var card: ModelCard

    /// Subtract, then divide.
    struct AffineScale: Hashable, Sendable {
        var shift = 0.0
        var divisor = 1.0

        func callAsFunction(_ value: Double) -> Double { (value - shift) / divisor }
    }

    init(statistics: WordStatistics, members: [Perceptron]) {
        self.statistics = statistics
        self.members = members
        memberScales = members.map { _ in AffineScale() }
        scale = AffineScale()
        card = ModelCard(method: "reward")
    }

    /// β: overseers preferred one answer to another with probability σ(β · difference of scores).
    package var rationality: Double { calibration.rationality(of: Comparison.name) }

    /// The passage weighed by this model's statistics, to be kept when several answers to it are scored.
    package func reading(of passage: Passage) -> PassageReading {
        PassageReading(passage, statistics: statistics)
    }

    /// The normalised score of any text as an answer.
    package func score(_ answer: String, for passage: Passage) -> Double {
        judge(Answer(text: answer), for: reading(of: passage)).score
    }

    /// The normalised score of an answer to a passage that was read before.
    package func score(_ answer: Answer, for reading: PassageReading) -> Double {
        judge(answer, for: reading).score
    }

    /// The standard deviation of the members' scores: how much they disagree, in the unit of the score.
    package func spread(_ answer: String, for passage: Passage) -> Double {
        judge(Answer(text: answer), for: reading(of: passage)).spread
    }

    /// The probability that an overseer prefers `first` to `second` in a judgement of a kind.
    package func probability(
        first: String, over second: String, for passage: Passage, by kind: String = Comparison.name
    ) -> Double {
        let reading = reading(of: passage)
        let difference =
            judge(Answer(text: first), for: reading).score - judge(Answer(text: second), for: reading).score
        return probability(ofMargin: difference, by: kind)
    }

    /// The probability that an overseer prefers an answer whose score is higher by `margin`.
    package func probability(ofMargin margin: Double, by kind: String = Comparison.name) -> Double {
        Elementary.sigmoid(calibration.rationality(of: kind) * margin)
    }

    /// Score and spread of an answer. An extractive answer is judged by its sentences' indices, any other by
    /// its text; both give the same numbers.
    package func judge(_ answer: Answer, for reading: PassageReading) -> (score: Double, spread: Double) {
        judgements(ofRows: Self.features(of: answer, for: reading))[0]
    }

    /// Scores and spreads of feature rows, one after another.
    func judgements(ofRows rows: [Float]) -> [(score: Double, spread: Double)] {
        let outputs = members.map { $0.forward(rows).outputs }
        return (0..<rows.count / RewardFeature.count).map { row in
            let scores = zip(outputs, memberScales).map { $1(Double($0[row])) }
            let moments = Moments(scores)
            return (scale(moments.mean), moments.variance.squareRoot() / scale.divisor)
        }
    }

    static func features(of answer: Answer, for reading: PassageReading) -> [Float] {
        let passage = reading.passage
        if let chosen = answer.sentences, !chosen.isEmpty {
            return reading.rewardFeatures(of: chosen.map { passage.sentences[$0] })
        }
        return reading.rewardFeatures(of: passage.sentences(of: answer.text))
    }

    /// Sets the constants from the feature rows of demonstrations (may be empty) and of reference samples:
    /// first each member's own, so that none outweighs the others, then the mean's.
    mutating func normalise(demonstrations: [Float], references: [Float]) {
        memberScales = members.map {
            Self.scale(
                origin: $0.forward(demonstrations.isEmpty ? references : demonstrations).outputs.map(
                    Double.init),
                unit: $0.forward(references).outputs.map(Double.init))
        }
        scale = AffineScale()
        let origin = judgements(ofRows: demonstrations.isEmpty ? references : demonstrations).map(\.score)
        scale = Self.scale(origin: origin, unit: judgements(ofRows: references).map(\.score))
    }

    private static func scale(origin: [Double], unit: [Double]) -> AffineScale {
        let deviation = Moments(unit).variance.squareRoot()
        return AffineScale(shift: Moments(origin).mean, divisor: deviation > 1e-6 ? deviation : 1)
    }
}
