extension ProximalPolicyOptimisation {
    /// The hyper-parameters of PPO.
    package struct Settings: PricedSettings {
        /// Answers sampled in the whole training.
        package var episodes = 10_240
        /// Episodes between two updates; one step of the training.
        package var batch = 256
        /// Times that an update goes through its episodes' actions.
        package var epochs = 4
        /// Optimiser steps in each of those times.
        package var minibatches = 4
        /// Adam's learning rate at the start; it falls to 0 linearly.
        package var rate = 3e-3
        /// The value network's learning rate, as a multiple of `rate`.
        package var valueRate = 1.0
        /// β: what a nat of KL from the anchor costs, in standard deviations of reward.
        package var kl = 0.02
        /// The KL that β is steered to, in nats an episode; 0 keeps β fixed.
        package var klTarget = 0.0
        /// Over about how many episodes β is steered.
        package var klHorizon = 10_000.0
        /// The logits' divisor, in sampling and in every log-probability.
        package var temperature = 1.0
        /// γ, the discount of later rewards.
        package var gamma = 1.0
        /// λ of generalised advantage estimation.
        package var lambda = 0.95
        /// How far a probability ratio may leave 1 before it has no gradient.
        package var clip = 0.2
        /// How far a value may leave its old value before it has no gradient.
        package var valueClip = 0.2
        /// What the value loss is multiplied by.
        package var valueCoefficient = 0.1
        /// What the entropy of a visited state is worth, in standard deviations of reward.
        package var entropy = 0.0
        /// Whether advantages are brought to mean 0 and unit variance within a minibatch.
        package var whiten = true
        /// The largest norm of a gradient.
        package var gradientClip = 1.0
        /// How many standard deviations of the reward ensemble are taken off its mean.
        package var pessimism = 0.0

        /// The defaults.
        package init() {}

        /// What is wrong with these settings, one sentence each; empty when all is well.
        package func validate() -> [String] {
            sharedChecks
                .positive("episodes", episodes).positive("batch", batch)
                .positive("valueRate", valueRate).within("gamma", gamma, 0...1)
                .within("lambda", lambda, 0...1).positive("valueClip", valueClip)
                .within("valueCoefficient", valueCoefficient, 0...1000)
                .problems
        }

        var description: [String: String] {
            sharedDescription.merging([
                "episodes": "\(episodes)", "batch": "\(batch)", "valueRate": "\(valueRate)",
                "gamma": "\(gamma)", "lambda": "\(lambda)", "valueClip": "\(valueClip)",
                "valueCoefficient": "\(valueCoefficient)",
            ]) { $1 }
        }
    }
}
