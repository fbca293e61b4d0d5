/// The hyper-parameters that all methods have in common which practise at a price of KL and learn by clipped updates.
package protocol PricedSettings: Codable, Hashable, Sendable {
    /// Times that an update goes through what was practised.
    var epochs: Int { get set }
    /// Optimiser steps in each of those times.
    var minibatches: Int { get set }
    /// Adam's learning rate at the start; it falls to 0 linearly.
    var rate: Double { get set }
    /// β: what a nat of KL from the anchor costs, in standard deviations of reward.
    var kl: Double { get set }
    /// The KL that β is steered to, in nats an answer; 0 keeps β fixed.
    var klTarget: Double { get set }
    /// Over about how many answers β is steered.
    var klHorizon: Double { get set }
    /// The logits' divisor, in sampling and in every log-probability.
    var temperature: Double { get set }
    /// How far a probability ratio may leave 1 before it has no gradient.
    var clip: Double { get set }
    /// What the entropy of a visited state is worth, in standard deviations of reward.
    var entropy: Double { get set }
    /// Whether advantages are brought to mean 0 and unit variance.
    var whiten: Bool { get set }
    /// The largest norm of a gradient.
    var gradientClip: Double { get set }
    /// How many standard deviations of the reward ensemble are taken off its mean.
    var pessimism: Double { get set }
}

extension PricedSettings {
    /// The checks of what these settings have in common.
    var sharedChecks: SettingsCheck {
        SettingsCheck()
            .positive("epochs", epochs).positive("minibatches", minibatches).positive("rate", rate)
            .within("kl", kl, 0...1000).within("klTarget", klTarget, 0...100_000)
            .positive("klHorizon", klHorizon).positive("temperature", temperature)
            .positive("clip", clip).within("entropy", entropy, 0...1000)
            .positive("gradientClip", gradientClip).within("pessimism", pessimism, 0...1000)
    }

    /// What these settings have in common, as a model's card has it.
    var sharedDescription: [String: String] {
        [
            "epochs": "\(epochs)", "minibatches": "\(minibatches)", "rate": "\(rate)", "kl": "\(kl)",
            "klTarget": "\(klTarget)", "klHorizon": "\(klHorizon)", "temperature": "\(temperature)",
            "clip": "\(clip)", "entropy": "\(entropy)", "whiten": "\(whiten)",
            "gradientClip": "\(gradientClip)", "pessimism": "\(pessimism)",
        ]
    }
}

extension PolicyUpdate {
    /// A policy that has not been updated yet, with the settings of a method.
    init(_ policy: ExtractivePolicy, _ settings: some PricedSettings) {
        self.init(
            policy, temperature: settings.temperature, clip: settings.clip,
            gradientClip: settings.gradientClip, entropy: settings.entropy)
    }
}

extension KLControl {
    /// The price with which a method begins.
    init(_ settings: some PricedSettings) {
        self.init(price: settings.kl, target: settings.klTarget, horizon: settings.klHorizon)
    }
}
