import Tensors

/// One step of an extractive policy: what could be done, and how likely each of it is.
package struct Decision: Sendable {
    /// Sentence indices in the order of the text, then perhaps `Selection.stop`.
    package let candidates: [Int]
    /// The log-probability of each candidate.
    package let logProbabilities: [Double]

    /// softmax(logits / temperature) over the candidates; logits are divided before the logarithm is taken,
    /// so that these are the log-probabilities of what is really sampled.
    init(candidates: [Int], logits: [Float], temperature: Double) {
        self.candidates = candidates
        logProbabilities = logSoftmax(logits, temperature: temperature)
    }

    /// -Σ p log p, in nats.
    package var entropy: Double { Learning.entropy(of: logProbabilities) }

    /// KL(self ‖ other) = Σ p (log p - log q), in nats, of two decisions about the same candidates.
    package func kl(to other: Decision) -> Double {
        var sum = 0.0
        for (p, q) in zip(logProbabilities, other.logProbabilities) where p > -700 {
            sum += Elementary.exp(p) * (p - q)
        }
        return sum
    }

    /// The place (not the sentence) of a draw.
    package func draw(using stream: inout RandomStream) -> Int {
        stream.choose(weights: logProbabilities.map(Elementary.exp))
    }

    /// The place of the likeliest candidate, the first of equals.
    package var likeliest: Int {
        var best = 0
        for place in logProbabilities.indices where logProbabilities[place] > logProbabilities[best] {
            best = place
        }
        return best
    }
}

/// -Σ p log p of a distribution given by its log-probabilities, in nats.
func entropy(of logProbabilities: [Double]) -> Double {
    var sum = 0.0
    for logprob in logProbabilities where logprob > -700 { sum -= Elementary.exp(logprob) * logprob }
    return sum
}

/// log softmax(logits / temperature).
func logSoftmax(_ logits: some Collection<Float>, temperature: Double) -> [Double] {
    let scaled = logits.map { Double($0) / temperature }
    guard let largest = scaled.max() else { return [] }
    var sum = 0.0
    for logit in scaled { sum += Elementary.exp(logit - largest) }
    let logSum = largest + Elementary.log(sum)
    return scaled.map { $0 - logSum }
}
