extension DirectPreferenceOptimisation {
    /// The hyper-parameters of direct preference optimisation.
    package struct Settings: Codable, Hashable, Sendable {
        /// The loss of a comparison.
        package var loss = Loss.sigmoid
        /// β: the price of leaving the reference policy.
        package var kl = 0.1
        /// The chance that a judgement is taken to be the wrong way round.
        package var labelSmoothing = 0.0
        /// Times that the comparisons are gone through.
        package var epochs = 10
        /// Comparisons in a minibatch.
        package var batch = 16
        /// Adam's learning rate at the start; it falls to 0 linearly.
        package var rate = 1e-3
        /// The part of the comparisons, by whole passages, that is kept for measuring.
        package var heldOut = 0.1
        /// The largest norm of a gradient.
        package var gradientClip = 1.0

        /// A loss of a comparison.
        package enum Loss: String, Codable, Hashable, Sendable, CaseIterable {
            /// Bradley-Terry's, of DPO.
            case sigmoid
            /// The squared distance to a margin, of IPO; log-ratios are means over an answer's decisions.
            case ipo
        }

        /// The defaults.
        package init() {}

        /// What is wrong with these settings, one sentence each; empty when all is well.
        package func validate() -> [String] {
            SettingsCheck()
                .positive("kl", kl).within("labelSmoothing", labelSmoothing, 0...0.5)
                .positive("epochs", epochs).positive("batch", batch).positive("rate", rate)
                .within("heldOut", heldOut, 0...0.9).positive("gradientClip", gradientClip)
                .problems
        }

        var description: [String: String] {
            [
                "loss": loss.rawValue, "kl": "\(kl)", "labelSmoothing": "\(labelSmoothing)",
                "epochs": "\(epochs)", "batch": "\(batch)", "rate": "\(rate)", "heldOut": "\(heldOut)",
                "gradientClip": "\(gradientClip)",
            ]
        }
    }
}
