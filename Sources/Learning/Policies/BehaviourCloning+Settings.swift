extension BehaviourCloning {
    /// The hyper-parameters of behaviour cloning.
    package struct Settings: Codable, Hashable, Sendable {
        /// Times that the demonstrations are gone through.
        package var epochs = 30
        /// Demonstrations in a minibatch.
        package var batch = 8
        /// Adam's learning rate at the start; it falls to 0 linearly.
        package var rate = 3e-3
        /// L2 regularisation.
        package var decay = 1e-4
        /// The largest norm of a gradient.
        package var clip = 1.0
        /// The part of the demonstrations, by whole passages, that is kept for measuring.
        package var heldOut = 0.1
        /// The order in which a demonstration's sentences are taught.
        package var order = Order.any

        /// An order of sentences.
        package enum Order: String, Codable, Hashable, Sendable, CaseIterable {
            /// In a new random order each time; what is still missing is equally right.
            case any
            /// The sentence first that makes the answer most like the demonstration.
            case oracle
            /// As they stand in the passage.
            case text
        }

        /// The defaults.
        package init() {}

        /// What is wrong with these settings, one sentence each; empty when all is well.
        package func validate() -> [String] {
            SettingsCheck()
                .positive("epochs", epochs).positive("batch", batch).positive("rate", rate)
                .within("decay", decay, 0...1).positive("clip", clip).within("heldOut", heldOut, 0...0.9)
                .problems
        }

        var description: [String: String] {
            [
                "epochs": "\(epochs)", "batch": "\(batch)", "rate": "\(rate)", "decay": "\(decay)",
                "clip": "\(clip)", "heldOut": "\(heldOut)", "order": order.rawValue,
            ]
        }
    }
}
