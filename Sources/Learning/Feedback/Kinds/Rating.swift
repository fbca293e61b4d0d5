import Tensors
import Text

/// How good one answer is, on a scale from 1 (the worst) up.
///
/// Likelihood: the cumulative logit of `OrdinalLevel`, with the cut-points that all ratings on the scale share.
package struct Rating: FeedbackKind {
    /// "rating".
    package static let name = "rating"
    /// One answer.
    package static let showing = Showing.one
    /// The points of a scale where neither question nor answer names another (Wu et al. 2021).
    package static let usualScale = 7
    /// A level.
    package static let guide = (
        answer: #"{"rating":5}"#,
        meaning: "from 1, very bad, to the question's `scale` (7 where it has none), very good"
    )

    /// The judgement as it was made.
    package let judgement: Judgement<Answer>

    /// A rating that was given.
    package init(_ judgement: Judgement<Answer>) { self.judgement = judgement }

    /// What is said.
    package struct Answer: Codable, Hashable, Sendable {
        /// The level, from 1.
        package var rating: Int
        /// The number of levels; nil for the question's.
        package var scale: Int?
        /// The levels of single criteria, by name.
        package var axes: [String: Int]?
        /// In words.
        package var note: String?

        /// A level of a scale.
        package init(rating: Int, scale: Int? = nil, axes: [String: Int]? = nil) {
            self.rating = rating
            self.scale = scale
            self.axes = axes
        }
    }

    /// What is wrong with a level or the scale.
    package static func fault(in answer: Answer, candidates: Int) -> String? {
        guard let scale = answer.scale else {
            return answer.rating < 1 ? "'answer.rating' is \(answer.rating); scales begin with 1" : nil
        }
        guard (2...100).contains(scale) else {
            return "'answer.scale' is \(scale); a scale has 2 to 100 points"
        }
        return levelFault(in: answer, scale: scale)
    }

    /// What does not fit the question's scale.
    package static func fault(in answer: Answer, to question: Question) -> String? {
        if let asked = question.scale, !(2...100).contains(asked) {
            return "the question's scale is \(asked); a scale has 2 to 100 points"
        }
        if let asked = question.scale, let scale = answer.scale, asked != scale {
            return "'answer.scale' is \(scale); the question's scale is \(asked)"
        }
        return levelFault(in: answer, scale: answer.scale ?? question.scale ?? usualScale)
    }

    private static func levelFault(in answer: Answer, scale: Int) -> String? {
        guard (1...scale).contains(answer.rating) else {
            return "'answer.rating' is \(answer.rating); the scale goes from 1 to \(scale)"
        }
        let axes = (answer.axes ?? [:]).sorted { $0.key < $1.key }
        return axes.first { !(1...scale).contains($0.value) }.map {
            "'answer.axes.\($0.key)' is \($0.value); the scale goes from 1 to \(scale)"
        }
    }

    /// The level, from 1.
    package var level: Int { judgement.answer.rating }
    /// How many levels there are.
    package var scale: Int { judgement.answer.scale ?? question.scale ?? Self.usualScale }
    /// The answer that was rated.
    package var text: String { question.candidates[0].text }

    /// From the middle of the scale up good.
    package var isDesirable: Bool? { 2 * level >= scale + 1 }

    /// "5 of 7".
    package var summary: String { "\(level) of \(scale)" }

    /// The level among the scale's.
    package func evidence(_ proposals: Proposals) -> Evidence? {
        Evidence(texts: [text], likelihood: OrdinalLevel(level, of: scale))
    }

    /// The level on which gold / spread + noise · L falls, with L standard logistic: exactly a cumulative logit.
    /// The inner bounds lie evenly within ± 1.8 around `gold.middle`, what a decent answer has. With probability
    /// `noise` a slip mirrors the level. Where the gold has nothing to say the level is the middle.
    package static func simulated(
        by overseer: SimulatedOverseer, seeing view: View, limit: Int, using stream: inout RandomStream
    ) -> [Simulated<Answer>] {
        guard let text = view.candidates.first else { return [] }
        let gold = overseer.reward.gold
        let logistic = overseer.logistic(using: &stream)
        let slips = stream.uniform() < overseer.noise
        let scale = overseer.scale
        var level = (scale + 1) / 2
        if let score = overseer.reward.prepare(view).score(text) {
            let place = (score - gold.middle) / gold.spread + overseer.noise * logistic
            level = 1 + bounds(scale).count { place >= $0 }
            if slips { level = scale + 1 - level }
        }
        let effort = overseer.pace.rating(passageWords: view.passageWords, answerWords: wordCount(text))
        return [Simulated(Answer(rating: level, scale: scale == usualScale ? nil : scale), effort: effort)]
    }

    /// The bounds between the levels of a scale, in units of the gold's spread around its middle.
    static func bounds(_ scale: Int) -> [Double] {
        guard scale > 2 else { return [0] }
        let step = 3.6 / Double(scale - 2)
        return (0..<scale - 1).map { step * Double($0) - 1.8 }
    }
}
