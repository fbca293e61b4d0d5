import Tensors
import Text

/// Answers by choosing sentences of the passage one after another until it stops or nothing fits.
///
/// At each step a small network scores every remaining sentence that fits the limit, and the stop action once
/// a sentence is chosen; the scores' softmax is the distribution of the step. The order of choice is the
/// action sequence; the answer's text puts the sentences into the order of the passage. Where no sentence
/// fits, the answer is the shortest one cut at the limit, which is no decision and has log-probability 0.
package struct ExtractivePolicy: Policy, Hashable {
    /// How rare words are, from the passages that the policy was made for.
    package private(set) var statistics: WordStatistics
    /// The network from `CandidateFeature`s to a logit.
    package var network: Perceptron

    /// An untrained policy, nearly uniform over what it could do. `body` scales the first layer: small, so that
    /// the policy stays indifferent to what its training never varies (it then carries over to other books).
    package init(
        statistics: WordStatistics, hidden: Int = 32, body: Double = 0.2, using stream: inout RandomStream
    ) {
        self.statistics = statistics
        let shape = Perceptron.Shape(inputs: CandidateFeature.count, hidden: hidden)
        network = Perceptron(shape: shape, body: body, head: 0.1, using: &stream)
    }

    /// A policy with a given network; nil when the network does not take candidate features to one logit.
    package init?(statistics: WordStatistics, network: Perceptron) {
        guard network.shape.inputs == CandidateFeature.count, network.shape.outputs == 1 else { return nil }
        self.statistics = statistics
        self.network = network
    }

    /// The passage weighed by this policy's statistics, to be kept when it is answered more than once.
    package func reading(of passage: Passage) -> PassageReading {
        PassageReading(passage, statistics: statistics)
    }

    /// The answer to a passage.
    package func answer(
        _ passage: Passage, temperature: Double, using stream: inout RandomStream
    ) -> Answer {
        answer(reading(of: passage), temperature: temperature, using: &stream)
    }

    /// The answer to a passage that was read before.
    package func answer(
        _ reading: PassageReading, temperature: Double, using stream: inout RandomStream
    ) -> Answer {
        var selection = Selection(reading)
        var logprob = 0.0
        while true {
            let candidates = selection.candidates
            if candidates.isEmpty { break }
            let decision = decide(selection, candidates, temperature: temperature > 0 ? temperature : 1)
            let place = temperature > 0 ? decision.draw(using: &stream) : decision.likeliest
            logprob += decision.logProbabilities[place]
            if candidates[place] == Selection.stop { break }
            selection.take(candidates[place])
        }
        var answer = reading.passage.answer(choosing: selection.choices)
        answer.logprob = logprob
        return answer
    }

    /// The distribution over what could be done next.
    package func decide(_ selection: Selection, _ candidates: [Int], temperature: Double = 1) -> Decision {
        let logits = network.forward(selection.rows(for: candidates)).outputs
        return Decision(candidates: candidates, logits: logits, temperature: temperature)
    }

    /// The decisions of one episode: at each state that `choices` visits, this policy's distribution and the
    /// place of what was done. A stop follows the last choice where one was possible. Nil when a choice was
    /// not possible where it was made.
    package func decisions(
        along choices: [Int], in reading: PassageReading, temperature: Double = 1
    ) -> [(decision: Decision, place: Int)]? {
        var selection = Selection(reading)
        var decisions: [(Decision, Int)] = []
        for action in choices + [Selection.stop] {
            let candidates = selection.candidates
            if candidates.isEmpty && action == Selection.stop { break }
            guard let place = candidates.firstIndex(of: action) else { return nil }
            decisions.append((decide(selection, candidates, temperature: temperature), place))
            if action != Selection.stop { selection.take(action) }
        }
        return decisions
    }

    /// The exact log-probability of taking these sentences in this order and then stopping; -∞ for a sequence
    /// that the policy cannot produce. No choices at all are certain where no sentence fits.
    package func logProbability(
        of choices: [Int], in passage: Passage, temperature: Double = 1
    ) -> Double {
        guard let decisions = decisions(along: choices, in: reading(of: passage), temperature: temperature)
        else { return -.infinity }
        return decisions.reduce(0) { $0 + $1.decision.logProbabilities[$1.place] }
    }

    /// This policy with the very statistics of `other` where they are equal, so that ``kl(to:in:along:temperature:)``
    /// sees that at once and need not compare the counts of all words for each passage.
    package func sharingStatistics(of other: ExtractivePolicy) -> ExtractivePolicy {
        guard statistics == other.statistics else { return self }
        var policy = self
        policy.statistics = other.statistics
        return policy
    }

    /// Σ over the states visited by `choices` of KL(this policy ‖ other), in nats; nil for an impossible path.
    /// Its mean over this policy's own samples is the exact KL between the two policies on the passage.
    package func kl(
        to other: ExtractivePolicy, in passage: Passage, along choices: [Int], temperature: Double = 1
    ) -> Double? {
        kl(to: other, in: reading(of: passage), along: choices, temperature: temperature)
    }

    /// The same in a passage that this policy read before.
    package func kl(
        to other: ExtractivePolicy, in mine: PassageReading, along choices: [Int], temperature: Double = 1
    ) -> Double? {
        let theirs = other.statistics == statistics ? mine : other.reading(of: mine.passage)
        guard let here = decisions(along: choices, in: mine, temperature: temperature),
            let there = other.decisions(along: choices, in: theirs, temperature: temperature)
        else { return nil }
        return zip(here, there).reduce(0) { $0 + $1.0.decision.kl(to: $1.1.decision) }
    }

    /// Σ of the entropies at the states visited by `choices`, in nats; nil for an impossible path.
    package func entropy(in passage: Passage, along choices: [Int], temperature: Double = 1) -> Double? {
        decisions(along: choices, in: reading(of: passage), temperature: temperature)?
            .reduce(0) { $0 + $1.decision.entropy }
    }
}
