import Tensors
import Text

/// Several answers from best to worst, or only the best of them.
///
/// Likelihood (Plackett and Luce): the best is chosen among all, the second among the rest, and so on, each a
/// rational choice; where only the first places are known, only those choices were made.
package struct Ranking: FeedbackKind {
    /// "ranking".
    package static let name = "ranking"
    /// All candidates at once.
    package static let showing = Showing.all
    /// The order of sides.
    package static let guide = (
        answer: #"{"order":[2,1]}"#,
        meaning:
            "the candidates by number, the best first; the first ones alone where you do not order the rest"
    )

    /// The judgement as it was made.
    package let judgement: Judgement<Answer>

    /// A ranking that was made.
    package init(_ judgement: Judgement<Answer>) { self.judgement = judgement }

    /// What is said, in terms of the sides of the screen.
    package struct Answer: Codable, Hashable, Sendable {
        /// Sides from the best to the worst; the best alone is the best of all.
        package var order: [Int]
        /// Criteria that decided it.
        package var reasons: [String]?
        /// In words.
        package var note: String?

        /// An order of sides.
        package init(order: [Int]) { self.order = order }
    }

    /// What is wrong with the order.
    package static func fault(in answer: Answer, candidates: Int) -> String? {
        if answer.order.isEmpty { return "'answer.order' is empty; it lists candidates, the best first" }
        for side in answer.order where !(1...candidates).contains(side) {
            return "'answer.order' names candidate \(side); there are 1 to \(candidates)"
        }
        guard Set(answer.order).count == answer.order.count else {
            return "'answer.order' names a candidate twice; each has one place"
        }
        return nil
    }

    /// The question's candidates (not the sides), from the best to the last that was placed.
    package var order: [Int] {
        judgement.answer.order.compactMap { side in judgement.sides.firstIndex(of: side) }
    }

    /// The pairs that it implies: each placed candidate is better than all that come after it or were not placed.
    package var pairs: [(better: Int, worse: Int)] {
        var left = Set(question.candidates.indices)
        return order.flatMap { better in
            left.remove(better)
            return left.sorted().map { (better: better, worse: $0) }
        }
    }

    /// Each placed candidate before all that come after it.
    package var implied: [ImpliedPreference] {
        let texts = question.candidates.map(\.text)
        return pairs.map { ImpliedPreference(texts[$0.better], over: texts[$0.worse]) }
    }

    /// "2 > 1 > 3".
    package var summary: String {
        let order = order.map { String($0 + 1) }.joined(separator: " > ")
        return judgement.answer.order.count < question.candidates.count - 1 ? order + " > the rest" : order
    }

    /// One choice a place, while more than one is left.
    package func evidence(_ proposals: Proposals) -> Evidence? {
        var left = Array(question.candidates.indices)
        var choices: [RationalChoices.Choice] = []
        for chosen in order where left.count > 1 {
            guard let place = left.firstIndex(of: chosen) else { continue }
            choices.append(.init(left.map { .init($0) }, chosen: place))
            left.remove(at: place)
        }
        return choices.isEmpty
            ? nil : Evidence(texts: question.candidates.map(\.text), likelihood: RationalChoices(choices))
    }

    /// Orders candidates by gold / spread + noise · G, with G standard Gumbel: exactly a Plackett-Luce ranking, and
    /// of two candidates as in a comparison. With probability `noise` a slip turns the order round.
    package static func simulated(
        by overseer: SimulatedOverseer, seeing view: View, limit: Int, using stream: inout RandomStream
    ) -> [Simulated<Answer>] {
        guard view.candidates.count > 1 else { return [] }
        let gold = overseer.reward.prepare(view)
        let utilities = overseer.utilities(view.candidates.map { gold.score($0) }, using: &stream)
        let order = utilities.indices.sorted { (utilities[$1], $0) < (utilities[$0], $1) }.map { $0 + 1 }
        let slips = stream.uniform() < overseer.noise
        let effort = overseer.pace.ranking(
            passageWords: view.passageWords, candidateWords: view.candidates.map { wordCount($0) })
        return [Simulated(Answer(order: slips ? order.reversed() : order), effort: effort)]
    }
}
