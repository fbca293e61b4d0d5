import Foundation
import Tensors
import Testing

@testable import Learning

@Suite("The probability of an answer as a set of sentences")
struct AnswerLikelihoodTests {
    private let policy = Samples.policy(seed: 3)

    private func likelihood(_ sentences: [Int], of passage: Passage) -> AnswerLikelihood {
        AnswerLikelihood(
            sentences, in: policy.reading(of: passage), reference: policy, seed: RandomStream(seed: 1))
    }

    private func logProbability(_ likelihood: AnswerLikelihood) -> Double {
        LogRatios([likelihood], under: policy).values[0]
    }

    @Test("is the sum over all orders of choice")
    func sumOverOrders() {
        let passage = Samples.passages[1]
        for sentences in [[0], [2, 5], [1, 4, 7]] {
            guard sentences.reduce(0, { $0 + passage.sentences[$1].wordCount }) <= passage.limit else {
                continue
            }
            let all = permutations(sentences).map { policy.logProbability(of: $0, in: passage) }
            #expect(abs(logProbability(likelihood(sentences, of: passage)) - logSum(all)) < 1e-5)
        }
    }

    @Test("is the same, to the last bit of its gradient, whether or not the states on the way are kept")
    func keptStates() {
        for (sentences, passage) in [
            ([1, 4], Samples.passages[1]),
            (
                Array(0..<7),
                Passage(text: "It rained. Bo slept. He sang. She wept. We ran. Tom fell. Jo won.", limit: 14)
            ),
        ] {
            let plain = likelihood(sentences, of: passage)
            var kept = plain
            #expect(kept.keepStates() > 0)
            let other = likelihood([0], of: Samples.passages[0])
            let (one, two) = (
                LogRatios([other, plain], under: policy), LogRatios([other, kept], under: policy)
            )
            #expect(one.values == two.values)
            #expect(one.gradient(of: policy, slopes: [1, 1]) == two.gradient(of: policy, slopes: [1, 1]))
        }
    }

    @Test("adds up to 1 over all answers")
    func total() {
        let passage = Passage(
            text: "Anna found the lamp. Bo sold the old red boat. It rained. He saw Clara at home.", limit: 9)
        var sum = 0.0
        for set in 1..<(1 << passage.sentences.count) {
            let sentences = passage.sentences.indices.filter { set & (1 << $0) != 0 }
            guard sentences.reduce(0, { $0 + passage.sentences[$1].wordCount }) <= passage.limit else {
                continue
            }
            sum += Foundation.exp(logProbability(likelihood(sentences, of: passage)))
        }
        #expect(abs(sum - 1) < 1e-5)
    }

    @Test("the slopes are how probable each action is on the way: k of them and the stop together")
    func slopes() {
        let logprobs = (0..<13).map { -1 - 0.1 * Double($0) }
        let one = AnswerLikelihood.sum(overSetsOf: 3, endsByStop: true, logprobs)
        #expect(abs(one.slopes.reduce(0, +) - 4) < 1e-9)
        #expect(one.slopes.count == 13)
    }

    @Test("of many sentences is estimated from orders, without bias")
    func estimate() {
        // Seven sentences of two words: one more than are summed exactly; the policy is nearly uniform.
        let passage = Passage(
            text: "It rained. Bo slept. He sang. She wept. We ran. Tom fell. Jo won.", limit: 14)
        let all = Array(passage.sentences.indices)
        #expect(all.count == AnswerLikelihood.mostExact + 1)
        // All that fits is taken in the end, whatever the order, unless the policy stops before. Compare with the
        // exact sum over the sets.
        let reading = policy.reading(of: passage)
        var forward = [Double](repeating: -.infinity, count: 1 << all.count)
        forward[0] = 0
        for set in 0..<(1 << all.count) - 1 {
            var selection = Selection(reading)
            for index in all where set & (1 << index) != 0 { selection.take(index) }
            let decision = policy.decide(selection, selection.candidates)
            for (place, candidate) in decision.candidates.enumerated() where candidate != Selection.stop {
                let next = set | 1 << candidate
                forward[next] = logSum([forward[next], forward[set] + decision.logProbabilities[place]])
            }
        }
        let estimated = logProbability(likelihood(all, of: passage))
        #expect(abs(estimated - forward[forward.count - 1]) < 0.05)
    }

    @Test("k1 and k3 have the exact KL as their mean; k2 comes near where the policies are near")
    func estimators() {
        let other = Samples.policy(seed: 8)
        var stream = RandomStream(seed: 5)
        let reading = policy.reading(of: Samples.passages[2])
        let episodes = (0..<1000).map { _ in
            Episode(of: policy, anchor: other, in: reading, temperature: 1, using: &stream)
        }
        func mean(_ quantity: (Divergence) -> Double) -> (mean: Double, error: Double) {
            let moments = Moments(episodes.map { quantity($0.divergence) })
            return (moments.mean, (moments.variance / Double(episodes.count)).squareRoot())
        }
        let exact = mean(\.exact)
        #expect(exact.mean > 0)
        for estimate in [mean(\.k1), mean(\.k3)] {
            #expect(abs(estimate.mean - exact.mean) < 4 * (estimate.error + exact.error))
        }
        #expect(abs(mean(\.k2).mean - exact.mean) < 0.2 * exact.mean)
        #expect(mean(\.k3).error < mean(\.k1).error)
        #expect(episodes.allSatisfy { $0.divergence.k3 >= 0 && $0.divergence.exact >= 0 })
    }

    private func permutations(_ items: [Int]) -> [[Int]] {
        guard items.count > 1 else { return [items] }
        return items.indices.flatMap { index -> [[Int]] in
            var rest = items
            let first = rest.remove(at: index)
            return permutations(rest).map { [first] + $0 }
        }
    }
}
