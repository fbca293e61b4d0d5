extension KahnemanTverskyOptimisation {
    /// The hyper-parameters of Kahneman-Tversky optimisation.
    package struct Settings: Codable, Hashable, Sendable {
        /// β: the price of leaving the reference policy.
        package var kl = 0.1
        /// Times that the answers are gone through.
        package var epochs = 10
        /// Answers in a minibatch.
        package var batch = 16
        /// Adam's learning rate at the start; it falls to 0 linearly.
        package var rate = 1e-3
        /// The part of the answers, by whole passages, that is kept for measuring.
        package var heldOut = 0.1
        /// The largest norm of a gradient.
        package var gradientClip = 1.0

        /// The defaults.
        package init() {}

        /// What is wrong with these settings, one sentence each; empty when all is well.
        package func validate() -> [String] {
            SettingsCheck()
                .positive("kl", kl).positive("epochs", epochs).positive("batch", batch)
                .positive("rate", rate).within("heldOut", heldOut, 0...0.9)
                .positive("gradientClip", gradientClip)
                .problems
        }

        var description: [String: String] {
            [
                "kl": "\(kl)", "epochs": "\(epochs)", "batch": "\(batch)", "rate": "\(rate)",
                "heldOut": "\(heldOut)", "gradientClip": "\(gradientClip)",
            ]
        }
    }
}
