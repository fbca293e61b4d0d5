import Tensors

/// Which of two answers is better, and by how much.
///
/// Likelihood (Bradley and Terry; reward-rational choice over {first, second}): with d = β (r₁ − r₂) and t the
/// soft target of the point on the scale, −t log σ(d) − (1 − t) log σ(−d).
package struct Comparison: FeedbackKind {
    /// "comparison".
    package static let name = "comparison"
    /// Two of several.
    package static let showing = Showing.pairs
    /// Points.
    package static let guide = (
        answer: #"{"points":7}"#,
        meaning:
            "from 1, the first candidate is far better, over the middle, equal, to the question's `scale` (9 where it "
            + "has none), the second is far better"
    )

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

    /// What does not fit the question's scale.
    package static func fault(in answer: Answer, to question: Question) -> String? {
        guard let asked = question.scale else { return nil }
        if let scale = answer.scale {
            return scale == asked ? nil : "'answer.scale' is \(scale); the question's scale is \(asked)"
        }
        var answer = answer
        answer.scale = asked
        return fault(in: answer, candidates: 2)
    }

    /// The question's first candidate (not the left side of the screen).
    package var first: String { judgement.question.candidates[0].text }
    /// Its second.
    package var second: String { judgement.question.candidates[1].text }
    /// The soft target P(first better); 0.5 for a tie. A winner without points counts as an end of the scale.
    package var preference: Double {
        let answer = judgement.answer
        let scale = PreferenceScale(points: answer.scale ?? question.scale ?? 9) ?? .nine
        let point = answer.points ?? (answer.winner == 2 ? scale.points : 1)
        return scale.preference(at: judgement.sides.first == 2 ? scale.mirrored(point) : point)
    }

    /// Whether neither was better.
    package var isTie: Bool { preference == 0.5 }

    /// "tie", "first better", "second better".
    package var summary: String { isTie ? "tie" : preference > 0.5 ? "first better" : "second better" }

    /// A choice of the two, as far as the point says.
    package func evidence(_ proposals: Proposals) -> Evidence? {
        Evidence(texts: [first, second], likelihood: RationalChoices(preference: preference))
    }

    /// All pairs of the view's candidates: see `SimulatedOverseer.comparisons(_:using:)`.
    package static func simulated(
        by overseer: SimulatedOverseer, seeing view: View, limit: Int, using stream: inout RandomStream
    ) -> [Simulated<Answer>] {
        overseer.comparisons(view, using: &stream).map {
            Simulated(
                Answer(points: $0.points, scale: overseer.points == 9 ? nil : overseer.points),
                effort: $0.effort)
        }
    }
}

extension RationalChoices {
    /// A choice of the first of two answers with probability `preference`.
    package init(preference: Double) {
        self.init([Choice([Option(0), Option(1)], targets: [preference, 1 - preference])])
    }
}
