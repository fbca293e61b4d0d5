import Tensors

/// A policy while it is learned, with its optimiser: steps against the gradient of the clipped surrogate.
struct PolicyUpdate: Sendable {
    /// The policy as it is now.
    private(set) var policy: ExtractivePolicy
    private var optimiser: Adam
    private let temperature: Double
    /// How far a probability ratio may leave 1 before it has no gradient.
    private let clip: Double
    /// The largest norm of a gradient.
    private let gradientClip: Double
    /// The weight of the entropy of an action's state.
    private let entropy: Double

    /// Actions whose joint probability has one ratio and one advantage: one action for PPO, a whole answer for
    /// REINFORCE leave-one-out.
    struct Surrogate: Sendable {
        /// The actions.
        var visits: [Episode.Visit]
        /// How much better than expected they were.
        var advantage: Double
    }

    /// Sums over all minibatches of an update, for the metrics.
    struct Sums: Sendable {
        /// The clipped surrogate.
        var loss = 0.0
        /// ½ (log π - log old)².
        var approximateKL = 0.0
        /// The share of ratios outside the bounds.
        var clipped = 0.0
        /// Minibatches.
        var count = 0.0

        /// The means of what was summed.
        var metrics: [Metric] {
            let count = max(count, 1)
            return [
                Metric("policy/loss", loss / count), Metric("approxkl", approximateKL / count),
                Metric("clipfrac", clipped / count),
            ]
        }
    }

    /// A policy that has not been updated yet. Adam's ε is the 1e-5 of lm-human-preferences.
    init(
        _ policy: ExtractivePolicy, temperature: Double = 1, clip: Double = 0.2, gradientClip: Double = 1,
        entropy: Double = 0
    ) {
        self.policy = policy
        self.temperature = temperature
        self.clip = clip
        self.gradientClip = gradientClip
        self.entropy = entropy
        optimiser = Adam(count: policy.network.parameters.count, settings: Adam.Settings(epsilon: 1e-5))
    }

    /// One step on a minibatch: the mean of the clipped surrogates, less the mean entropy times its weight.
    mutating func step(_ minibatch: [Surrogate], rate: Double, _ sums: inout Sums) {
        take(gradient(minibatch, &sums), rate: rate)
        sums.count += 1
    }

    /// The gradient of a minibatch.
    func gradient(_ minibatch: [Surrogate], _ sums: inout Sums) -> [Float] {
        var batch = ActionBatch()
        for visit in minibatch.lazy.flatMap(\.visits) {
            batch.addAction(at: batch.addState(rows: visit.rows), place: visit.place)
        }
        let forward = batch.forward(policy.network, temperature: temperature)
        let share = 1 / Double(minibatch.count)
        var slopes: [Double] = []
        for surrogate in minibatch {
            let actions = slopes.count..<slopes.count + surrogate.visits.count
            let logprob = forward.logprobs[actions].reduce(0, +)
            let old = surrogate.visits.reduce(0) { $0 + $1.logprob }
            let loss = clippedPolicyLoss(
                logprob: logprob, old: old, advantage: surrogate.advantage, clip: clip)
            sums.loss += share * loss.loss
            sums.approximateKL += share * 0.5 * (logprob - old) * (logprob - old)
            // The share of ratios outside the bounds, whether or not the bound is the larger loss.
            if abs(Elementary.exp(logprob - old) - 1) > clip { sums.clipped += share }
            for _ in actions { slopes.append(share * loss.gradient) }
        }
        return batch.gradient(
            of: policy.network, forward, slopes: slopes, entropy: entropy / Double(max(batch.count, 1)),
            temperature: temperature)
    }

    /// One step of the optimiser against a gradient, which is first clipped by its norm.
    mutating func take(_ gradient: [Float], rate: Double) {
        var gradient = gradient
        clipGradient(&gradient, to: gradientClip)
        optimiser.advance(&policy.network.parameters, gradient: gradient, rate: rate)
    }

    /// Appends parameters and optimiser to a checkpoint.
    func encode(to writer: inout BinaryWriter) {
        writer.write(policy.network.parameters)
        optimiser.encode(to: &writer)
    }

    /// Takes parameters and optimiser back from a checkpoint.
    mutating func decode(from reader: inout BinaryReader) throws(BinaryError) {
        policy.network.parameters = try reader.readFloats(count: policy.network.parameters.count)
        try optimiser.decode(from: &reader)
    }

    /// Puts other parameters in place of the policy's.
    mutating func move(to parameters: [Float]) { policy.network.parameters = parameters }
}
