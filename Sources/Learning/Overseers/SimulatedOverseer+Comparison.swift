import Tensors
import Text

extension SimulatedOverseer {
    /// The least |z| at which two answers differ.
    package static let tie = 0.05

    /// Compares all pairs of the view's candidates on one reading.
    ///
    /// By ``ComparisonScale``, in units of the gold's spread. Where the gold has nothing to say all pairs tie. Each pair
    /// takes two numbers from the stream, whatever it says.
    package func comparisons(_ view: View, using stream: inout RandomStream) -> [PairJudgement] {
        let gold = reward.prepare(view)
        let scores = view.candidates.map { gold.score($0) }
        let efforts = pace.comparisons(
            passageWords: view.passageWords, candidateWords: view.candidates.map { wordCount($0) })
        return zip(PairJudgement.pairs(of: scores.count), efforts).map { pair, effort in
            let points = point(scores[pair.first], scores[pair.second], using: &stream)
            return PairJudgement(first: pair.first, second: pair.second, points: points, effort: effort)
        }
    }

    /// Answers a question with two candidates, as this person.
    package func comparison(
        for question: Question, person: String, using stream: inout RandomStream
    ) -> Comparison? {
        guard question.candidates.count == 2 else { return nil }
        let pair = comparisons(question.view(words: words), using: &stream)[0]
        return Comparison(
            Judgement(
                question: question, person: person, sides: [1, 2],
                answer: .init(points: pair.points, scale: points == 9 ? nil : points),
                effort: pair.effort))
    }

    private func point(_ first: Double?, _ second: Double?, using stream: inout RandomStream) -> Int {
        ComparisonScale(spread: reward.gold.spread, noise: noise, points: points).point(
            first, second, using: &stream)
    }
}
