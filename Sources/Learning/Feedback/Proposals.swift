import Tensors

/// What some likelihoods need beside a judgement: answers that a known policy q wrote to the same passage, and
/// how probable they were.
package struct Proposals: Sendable {
    /// The samples.
    package var samples: [Sample]
    /// log q of the judgement's own text; 0 where that is not known.
    package var own: Double
    /// For edits that are made at random.
    package var stream: RandomStream

    /// An answer that was drawn.
    package struct Sample: Hashable, Sendable {
        /// What it says.
        package var text: String
        /// log q of it, in nats.
        package var logProbability: Double

        /// An answer and its log-probability.
        package init(text: String, logProbability: Double) {
            self.text = text
            self.logProbability = logProbability
        }
    }

    /// Samples of a policy. `own` is the log-probability of what was written.
    package init(samples: [Sample] = [], own: Double = 0, stream: RandomStream = RandomStream(seed: 0)) {
        self.samples = samples
        self.own = own
        self.stream = stream
    }

    /// No samples.
    package static let none = Proposals()
}

extension Proposals {
    /// Draws `count` answers at temperature 1. What a policy does not tell the probability of, all its answers
    /// have in common: log q is 0 then.
    ///
    /// The extractive policy tells that of the order in which it chose its sentences; that of a text that others
    /// wrote is taken along the order of its projection, and is the samples' mean where the policy cannot produce it.
    package init(
        from policy: PolicyModel, to passage: Passage, count: Int, own text: String?, stream: RandomStream
    ) {
        var drawing = stream.split(label: "proposals")
        let answers = (0..<count).map { _ in policy.answer(passage, temperature: 1, using: &drawing) }
        let samples = answers.map { Sample(text: $0.text, logProbability: $0.logprob ?? 0) }
        var own = 0.0
        if let text, count > 0, let extractive = policy.extractive {
            own = extractive.logProbability(of: passage.projection(of: text), in: passage)
            if !own.isFinite { own = samples.reduce(0) { $0 + $1.logProbability } / Double(count) }
        }
        self.init(samples: samples, own: own, stream: stream.split(label: "edits"))
    }
}
