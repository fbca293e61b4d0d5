import Tensors
import Text

extension SimulatedOverseer {
    /// The bounds of |z| between a tie, 4 (or 6), 3, 2 and 1: z is the difference in units of `gold.spread`.
    private static let bounds = [tie, 0.5, 1.25, 2]
    /// The least |z| at which two answers differ.
    package static let tie = 0.05

    /// Compares all pairs of the view's candidates on one reading.
    ///
    /// For a pair z = (gold of second − gold of first) / spread + noise · L, with L standard logistic; |z| falls
    /// between the bounds 0.05, 0.5, 1.25, 2 on 5, 6, 7, 8 or 9, mirrored when z is negative. Then, with
    /// probability `noise`, a slip: the point is mirrored. Where the gold has nothing to say all pairs tie. Each
    /// pair takes two numbers from the stream, whatever it says.
    ///
    /// On a scale of fewer points a step stands for several of the nine; a tie on a scale that has none is the
    /// middle point on the side of z.
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
        let logistic = logistic(using: &stream)
        let slips = stream.uniform() < noise
        guard let first, let second else { return point(0, isSecond: logistic > 0) }
        let z = (second - first) / reward.gold.spread + noise * logistic
        let steps = Self.bounds.count { abs(z) >= $0 }
        return point(steps, isSecond: (z < 0) == slips)
    }

    /// The point that is `steps` of the nine-point scale's four from the middle.
    private func point(_ steps: Int, isSecond: Bool) -> Int {
        let sides = points / 2
        let isOdd = points % 2 == 1
        let away = (steps * sides + 3) / 4
        if isOdd { return sides + 1 + (isSecond ? away : -away) }
        let place = max(1, away)
        return isSecond ? sides + place : sides + 1 - place
    }
}
