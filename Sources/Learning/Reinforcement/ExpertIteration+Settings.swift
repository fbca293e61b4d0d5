extension ExpertIteration {
    /// The hyper-parameters of expert iteration.
    package struct Settings: Codable, Hashable, Sendable {
        /// Rounds of sampling and imitating.
        package var rounds = 3
        /// Answers to each passage in a round.
        package var samples = 16
        /// The score from which on an answer is imitated, in standard deviations of reward; `nil` for the best
        /// answer to each passage, whatever its score.
        package var threshold: Double?
        /// Times that what is imitated is gone through in a round; each is one step of the training.
        package var epochs = 10
        /// Answers in a minibatch.
        package var batch = 8
        /// Adam's learning rate at the start; it falls to 0 linearly over all rounds.
        package var rate = 3e-3
        /// The logits' divisor, in sampling and in every log-probability.
        package var temperature = 1.0
        /// The largest norm of a gradient.
        package var gradientClip = 1.0
        /// How many standard deviations of the reward ensemble are taken off its mean.
        package var pessimism = 0.0

        /// The defaults.
        package init() {}

        /// What is wrong with these settings, one sentence each; empty when all is well.
        package func validate() -> [String] {
            SettingsCheck()
                .positive("rounds", rounds).positive("samples", samples).positive("epochs", epochs)
                .positive("batch", batch).positive("rate", rate).positive("temperature", temperature)
                .within("threshold", threshold ?? 0, -1000...1000)
                .positive("gradientClip", gradientClip).within("pessimism", pessimism, 0...1000)
                .problems
        }

        var description: [String: String] {
            [
                "rounds": "\(rounds)", "samples": "\(samples)", "epochs": "\(epochs)", "batch": "\(batch)",
                "threshold": threshold.map { "\($0)" } ?? "best", "rate": "\(rate)",
                "temperature": "\(temperature)", "gradientClip": "\(gradientClip)",
                "pessimism": "\(pessimism)",
            ]
        }
    }
}
