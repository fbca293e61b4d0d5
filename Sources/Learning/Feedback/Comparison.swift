import Tensors

/// Which of two answers is better, and by how much.
///
/// Likelihood (Bradley and Terry; reward-rational choice over {first, second}): with d = β (r₁ − r₂) and t the
/// soft target of the point on the scale, −t log σ(d) − (1 − t) log σ(−d).
package struct Comparison: FeedbackKind {
    /// "comparison".
    package static let name = "comparison"
    /// Two.
    package static let candidates = 2...2

    /// The judgement as it was made.
    package let judgement: Judgement<Answer>

    /// A comparison that was made.
    package init(_ judgement: Judgement<Answer>) {
        self.judgement = judgement
    }

    /// What is said, in terms of the sides of the screen.
    package struct Answer: Codable, Hashable, Sendable {
        /// The better side, 1 or 2; nil for a tie, or where `points` says it.
        package var winner: Int?
        /// From 1, side 1 is far better, to `scale`, side 2 is; nil where only the winner is known.
        package var points: Int?
        /// The number of points of the scale; nil for 9.
        package var scale: Int?
        /// Criteria that decided it.
        package var reasons: [String]?
        /// In words.
        package var note: String?

        /// A point on the nine-point scale or on another.
        package init(points: Int, scale: Int? = nil, reasons: [String]? = nil, note: String? = nil) {
            let middle = (PreferenceScale(points: scale ?? 9) ?? .nine).middle
            winner = Double(points) == middle ? nil : Double(points) < middle ? 1 : 2
            self.points = points
            self.scale = scale
            self.reasons = reasons
            self.note = note
        }

        /// A winner without a strength.
        package init(winner: Int) {
            self.winner = winner
        }
    }

    /// What is wrong with points, scale or winner.
    package static func fault(in answer: Answer, candidates: Int) -> String? {
        guard let scale = PreferenceScale(points: answer.scale ?? 9) else {
            return "'answer.scale' is \(answer.scale ?? 9); a scale has 2 to 9 points"
        }
        if let winner = answer.winner, winner != 1, winner != 2 {
            return "'answer.winner' is \(winner); it is 1 or 2"
        }
        guard let points = answer.points else {
            return answer.winner == nil ? "'answer' has neither 'points' nor 'winner'" : nil
        }
        guard (1...scale.points).contains(points) else {
            return "'answer.points' is \(points); the scale goes from 1 to \(scale.points)"
        }
        if let winner = answer.winner, winner != Answer(points: points, scale: answer.scale).winner {
            return "'answer.winner' is \(winner), but \(points) of \(scale.points) points say otherwise"
        }
        return nil
    }

    /// The question's first candidate (not the left side of the screen).
    package var first: String { judgement.question.candidates[0].text }
    /// Its second.
    package var second: String { judgement.question.candidates[1].text }
    /// First and second.
    package var texts: [String] { [first, second] }

    /// The soft target P(first better); 0.5 for a tie. A winner without points counts as an end of the scale.
    package var preference: Double {
        let answer = judgement.answer
        let scale = PreferenceScale(points: answer.scale ?? 9) ?? .nine
        let point = answer.points ?? (answer.winner == 2 ? scale.points : 1)
        return scale.preference(at: judgement.sides.first == 2 ? scale.mirrored(point) : point)
    }

    /// Whether neither was better.
    package var isTie: Bool { preference == 0.5 }

    /// The loss of the rewards of first and second.
    package func loss(rewards: [Double], rationality: Double = 1) -> ChoiceLoss {
        let margin = rationality * (rewards[0] - rewards[1])
        let target = preference
        let value =
            -target * Elementary.logSigmoid(margin) - (1 - target) * Elementary.logSigmoid(-margin)
        let slope = rationality * (Elementary.sigmoid(margin) - target)
        return ChoiceLoss(value: value, gradient: [slope, -slope])
    }
}
