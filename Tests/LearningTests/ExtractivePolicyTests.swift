import Foundation
import Tensors
import Testing
import Text

@testable import Learning

@Suite("The extractive policy")
struct ExtractivePolicyTests {
    let passage = Passage(text: "A cat sat. A dog ran far. Birds sang. It rained.", limit: 7)
    let policy = Samples.policy()

    @Test("the probabilities of all sequences sum to one", arguments: [0.5, 1.0, 2.0])
    func normalised(temperature: Double) {
        var total = 0.0
        var sequences = 0
        func walk(_ selection: Selection) {
            let candidates = selection.candidates
            if candidates.isEmpty || candidates.last == Selection.stop {
                let logprob = policy.logProbability(
                    of: selection.choices, in: passage, temperature: temperature)
                total += exp(logprob)
                sequences += 1
            }
            for candidate in candidates where candidate != Selection.stop {
                var next = selection
                next.take(candidate)
                walk(next)
            }
        }
        walk(Selection(policy.reading(of: passage)))
        #expect(sequences > 10)
        #expect(abs(total - 1) < 1e-9)
    }

    @Test("the log-probability of a draw is that of its sequence, and answers keep the limit")
    func draws() throws {
        var stream = RandomStream(seed: 3)
        for passage in Samples.passages {
            for temperature in [0.0, 0.7, 1.0] {
                let answer = policy.answer(passage, temperature: temperature, using: &stream)
                let choices = try #require(answer.choices)
                let used = temperature > 0 ? temperature : 1
                #expect(policy.logProbability(of: choices, in: passage, temperature: used) == answer.logprob)
                #expect(wordCount(answer.text) <= passage.limit)
                #expect(!answer.text.isEmpty)
                #expect(Set(choices).count == choices.count)
            }
        }
    }

    @Test("impossible sequences have no probability", arguments: [[], [0, 0], [1, 0, 2], [9]])
    func impossible(choices: [Int]) {
        #expect(policy.logProbability(of: choices, in: passage) == -.infinity)
    }

    @Test("the temperature-zero answer is the same whatever the stream")
    func greedy() {
        var (one, two) = (RandomStream(seed: 1), RandomStream(seed: 2))
        let first = policy.answer(passage, temperature: 0, using: &one)
        #expect(first == policy.answer(passage, temperature: 0, using: &two))
        #expect(one == RandomStream(seed: 1))
    }

    @Test("the stepwise KL's mean over samples is the KL of the sequences")
    func kl() throws {
        let other = Samples.policy(seed: 9)
        var stream = RandomStream(seed: 5)
        let passage = Samples.passages[0]
        #expect(policy.kl(to: policy, in: passage, along: [0]) == 0)
        var (exact, sampled) = (0.0, 0.0)
        for _ in 0..<4000 {
            let answer = policy.answer(passage, temperature: 1, using: &stream)
            let choices = try #require(answer.choices)
            exact += try #require(policy.kl(to: other, in: passage, along: choices))
            sampled += try #require(answer.logprob) - other.logProbability(of: choices, in: passage)
        }
        #expect(exact > 0)
        #expect(abs(exact - sampled) / 4000 < 0.02)
    }

    @Test("the best of n has the highest score of its draws")
    func bestOf() {
        let best = BestOfPolicy(policy: policy, reward: Samples.reward, count: 8)
        #expect(abs(best.kl - (log(8) - 7.0 / 8)) < 1e-12)
        let passage = Samples.passages[2]
        var stream = RandomStream(seed: 4)
        var same = stream
        let answer = best.answer(passage, temperature: 1, using: &stream)
        let scores = (0..<8).map { _ in
            Samples.reward.score(policy.answer(passage, temperature: 1, using: &same).text, for: passage)
        }
        #expect(Samples.reward.score(answer.text, for: passage) == scores.max())
    }
}
