extension RewardTraining {
    /// The hyper-parameters of a reward training.
    package struct Settings: Codable, Hashable, Sendable {
        /// Times that the judgements are gone through.
        package var epochs = 10
        /// Judgements in a minibatch.
        package var batch = 32
        /// Adam's learning rate at the start; it falls to 0 as a cosine.
        package var rate = 3e-3
        /// Hidden units of each member.
        package var hidden = 32
        /// Networks in the ensemble.
        package var members = 5
        /// The scale of the last layer's first weights, so that all answers begin with nearly equal scores.
        package var head = 0.1
        /// The scale of the first layer's first weights. Small, so that the score does not depend on what no
        /// judgement varied, such as length when all samples fill the limit: RL would run off there.
        package var body = 0.1
        /// L2 regularisation.
        package var decay = 1e-3
        /// The largest norm of a gradient.
        package var clip = 1.0
        /// The part of the judgements, by whole passages, that is kept for measuring.
        package var heldOut = 0.1
        /// β of every kind but the one that fixes the scale (comparisons, where there are any); nil to fit one for
        /// each kind on what is held out.
        package var rationality: Double?

        /// The defaults.
        package init() {}

        /// What is wrong with these settings, one sentence each; empty when all is well.
        package func validate() -> [String] {
            SettingsCheck()
                .positive("epochs", epochs).positive("batch", batch).positive("rate", rate)
                .positive("hidden", hidden).positive("members", members).positive("clip", clip)
                .within("head", head, 0...10).within("body", body, 0...10).within("decay", decay, 0...1)
                .within("heldOut", heldOut, 0...0.9)
                .within("rationality", rationality ?? 1, 0...1000)
                .problems
        }

        var description: [String: String] {
            var described = [
                "epochs": "\(epochs)", "batch": "\(batch)", "rate": "\(rate)", "hidden": "\(hidden)",
                "members": "\(members)", "head": "\(head)", "body": "\(body)", "decay": "\(decay)",
                "clip": "\(clip)",
                "heldOut": "\(heldOut)",
            ]
            if let rationality { described["rationality"] = "\(rationality)" }
            return described
        }
    }
}
