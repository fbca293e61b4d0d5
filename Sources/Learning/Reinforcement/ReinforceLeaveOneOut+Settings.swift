extension ReinforceLeaveOneOut {
    /// The hyper-parameters of REINFORCE leave-one-out.
    package struct Settings: PricedSettings {
        /// Rounds of sampling and learning.
        package var steps = 40
        /// Passages in a step.
        package var batch = 64
        /// Answers to each of them, at least two.
        package var samples = 4
        /// Times that an update goes through its answers.
        package var epochs = 4
        /// Optimiser steps in each of those times.
        package var minibatches = 4
        /// Adam's learning rate at the start; it falls to 0 linearly.
        package var rate = 3e-3
        /// β: what a nat of KL from the anchor costs, in standard deviations of reward.
        package var kl = 0.02
        /// The KL that β is steered to, in nats an answer; 0 keeps β fixed.
        package var klTarget = 0.0
        /// Over about how many answers β is steered.
        package var klHorizon = 10_000.0
        /// The logits' divisor, in sampling and in every log-probability.
        package var temperature = 1.0
        /// How far the ratio of an answer's probability may leave 1 before it has no gradient.
        package var clip = 0.2
        /// Whether advantages are brought to mean 0 and unit variance within a step.
        package var whiten = false
        /// What the entropy of a visited state is worth, in standard deviations of reward.
        package var entropy = 0.0
        /// The largest norm of a gradient.
        package var gradientClip = 1.0
        /// How many standard deviations of the reward ensemble are taken off its mean.
        package var pessimism = 0.0

        /// The defaults.
        package init() {}

        /// What is wrong with these settings, one sentence each; empty when all is well.
        package func validate() -> [String] {
            sharedChecks
                .positive("steps", steps).positive("batch", batch).within("samples", Double(samples), 2...1e6)
                .problems
        }

        var description: [String: String] {
            sharedDescription.merging(
                ["steps": "\(steps)", "batch": "\(batch)", "samples": "\(samples)"]) { $1 }
        }
    }
}
