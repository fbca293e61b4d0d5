extension Schema {
    private static let many = 1...1_000_000_000
    private static let rate = 0.0...10.0

    /// The settings of each method, by its name as written after `by`.
    static let settingsShapes: [Shape] = [
        settings(
            "bc", "Behaviour cloning: learns from demonstrations.",
            network(epochs: "30", batch: "8", l2: "0.0001") + [
                Key("temperature", .number(0.01...100), default: "1", "Softens the choice that is imitated."),
                Key(
                    "view", .choice(names(CutView.self)), default: "place",
                    "What a decomposer sees: the text around a place, or how that compares with the rest of the book."
                ),
                Key(
                    "networks", .integer(1...1_000), default: "1",
                    "Networks of a decomposer, each from its own start, whose scores are averaged."),
                Key(
                    "trees", .integer(0...10_000), default: "0",
                    "Boosted trees of a decomposer, whose log-odds are averaged with the networks'."),
                Key(
                    "evenness", .either([.number(0...1_000), .choice(["fit"])]), default: "2",
                    "The price of a decomposer's leaf as long as two of mean length; fit: as the lengths of what it imitates say."
                ),
            ]),
        settings(
            "locality", "Learns to cut a text where few pronouns lose the person that they mean.",
            [
                Key("epochs", .integer(1...100_000), default: "10", "Passes over the data."),
                Key("learning_rate", .number(rate), default: "0.01", "The optimiser's step."),
                Key("batch", .integer(many), default: "8", "Passages in a step."),
                Key("hidden", .integer(1...100_000), default: "8", "Width of the network's hidden layer."),
                Key("decay", .number(0...100), default: "4", "How fast weights decay that nothing holds up."),
                Key(
                    "prior", .number(0...100), default: "1",
                    "How much the surface rule for pronouns counts from the beginning."),
                Key(
                    "passage_words", .integer(100...10_000_000), default: "2500",
                    "Words of the passages that books are practised on in."),
            ]),
        settings(
            "reward", "Learns a reward from any mixture of feedback.",
            network(epochs: "10", batch: "32", l2: "0.001") + [
                Key(
                    "ensemble", .integer(1...100), default: "5",
                    "How many rewards are fitted; their spread is the uncertainty."),
                Key(
                    "curve", .integer(1...12), default: "1",
                    "Growing shares of the feedback, each twice the one before, whose rewards are measured beside it."
                ),
                Key(
                    "rationality", .either([.number(0...1_000), .choice(["fit"])]), default: "fit",
                    "How rational each kind of feedback is taken to be: one number, or fitted on held-out likelihood."
                ),
            ]),
        settings(
            "ppo", "Proximal policy optimisation; an episode is one node.",
            [
                Key("steps", .integer(many), default: "40", "Rounds of sampling and learning."),
                Key("batch", .integer(many), default: "256", "Episodes in a step."),
                Key("epochs", .integer(1...1_000), default: "4", "Passes over a step's episodes."),
                Key(
                    "minibatches", .integer(1...100_000), default: "4",
                    "Parts into which a step's episodes are divided."),
                Key("learning_rate", .number(rate), default: "0.003", "The optimiser's step."),
            ] + price + [
                Key("clip", .number(0.0001...10), default: "0.2", "How far one step may move a probability."),
                Key(
                    "value_clip", .number(0.0001...1_000), default: "0.2",
                    "How far one step may move a value."),
                Key("gamma", .number(0...1), default: "1", "The discount of later reward."),
                Key("lambda", .number(0...1), default: "0.95", "The weight of later advantages."),
                Key(
                    "value_coefficient", .number(0...1_000), default: "0.1", "The weight of the value's loss."
                ),
                Key("entropy", .number(0...1_000), default: "0", "The weight of entropy."),
                Key("temperature", .number(0.01...100), default: "1", "The temperature of sampling."),
                Key("whiten", .flag, default: "true", "Whether advantages have mean 0 and variance 1."),
                pessimism, snapshots,
            ]),
        settings(
            "rloo", "REINFORCE with the other samples as baseline.",
            [
                Key("n", .integer(2...1_000), default: "4", "Samples of a node, or ways to cut a passage."),
                Key("steps", .integer(many), default: "40", "Rounds of sampling and learning."),
                Key("batch", .integer(many), default: "64", "Nodes in a step."),
                Key("epochs", .integer(1...1_000), default: "4", "Passes over a step's samples."),
                Key(
                    "minibatches", .integer(1...100_000), default: "4",
                    "Parts into which a step's samples are divided."),
                Key("learning_rate", .number(rate), default: "0.003", "The optimiser's step."),
            ] + price + [
                Key(
                    "clip", .number(0.0001...10), default: "0.2",
                    "How far one step may move an answer's probability."),
                Key("entropy", .number(0...1_000), default: "0", "The weight of entropy."),
                Key("temperature", .number(0.01...100), default: "1", "The temperature of sampling."),
                Key("whiten", .flag, default: "false", "Whether advantages have mean 0 and variance 1."),
                pessimism, snapshots,
            ]),
        settings(
            "dpo", "Direct preference optimisation: learns from comparisons without a reward.",
            offline + [
                Key(
                    "loss", .choice(["sigmoid", "ipo"]), default: "sigmoid",
                    "The loss of a comparison: Bradley and Terry's, or the squared distance to a margin."),
                Key(
                    "label_smoothing", .number(0...0.5), default: "0",
                    "The chance that a judgement is taken to be the wrong way round."),
            ]),
        settings("kto", "Learns from single answers judged good or bad.", offline),
        settings(
            "best-of", "Answers with the best of n samples by the reward.",
            [
                Key(
                    "n", .integer(2...100_000), default: "16", "Samples of a node, or ways to cut a passage."),
                Key("temperature", .number(0.01...100), default: "1", "The temperature of sampling."),
                pessimism,
            ]),
        settings(
            "expert", "Expert iteration: imitates the best of n samples.",
            [
                Key("n", .integer(2...100_000), default: "16", "Samples of a node."),
                Key("rounds", .integer(1...1_000), default: "3", "Rounds of sampling and imitating."),
                Key(
                    "threshold", .number(-1_000...1_000),
                    "The reward from which on every sample is imitated, instead of the best of each node."),
                Key("epochs", .integer(1...100_000), default: "10", "Passes over a round's best samples."),
                Key("batch", .integer(many), default: "8", "Samples in an optimiser's step."),
                Key("learning_rate", .number(rate), default: "0.003", "The optimiser's step."),
                Key("temperature", .number(0.01...100), default: "1", "The temperature of sampling."),
                pessimism, snapshots,
            ]),
        settings(
            "command", "Runs any program under the folder protocol.",
            [
                Key("argv", .list(.text, atLeast: 1), required: true, "The program and its arguments.")
            ]),
    ]

    /// The defaults are those of Learning's settings of the same method.
    private static func network(epochs: String, batch: String, l2: String) -> [Key] {
        [
            Key("epochs", .integer(1...100_000), default: epochs, "Passes over the data."),
            Key("learning_rate", .number(rate), default: "0.003", "The optimiser's step."),
            Key("batch", .integer(many), default: batch, "Examples in a step."),
            Key("hidden", .integer(1...100_000), default: "32", "Width of the network's hidden layer."),
            Key("l2", .number(0...1_000), default: l2, "The price of large weights."),
        ]
    }

    /// The price of KL, of methods that practise.
    private static let price: [Key] = [
        Key("kl", .number(0...1_000), default: "0.02", "The price of leaving the supervised policy."),
        Key(
            "kl_control", .choice(["fixed", "adaptive"]), default: "fixed",
            "Whether the price stays or follows kl_target."),
        Key(
            "kl_target", .number(0...100_000), default: "6",
            "The divergence that an adaptive price aims at, in nats an answer."),
        Key(
            "kl_horizon", .number(1...1_000_000_000), default: "10000",
            "Samples over which an adaptive price is steered; fewer steer faster."),
    ]

    private static let pessimism = Key(
        "pessimism", .number(0...1_000), default: "0",
        "Standard deviations of the ensemble taken off the reward.")

    private static let snapshots = Key(
        "snapshots", .integer(0...1_000), default: "0",
        "Policies, or decomposers, on the way that are kept, on which 'evaluate' measures over-optimisation.")

    private static let offline: [Key] = [
        Key("epochs", .integer(1...100_000), default: "10", "Passes over the data."),
        Key("learning_rate", .number(rate), default: "0.001", "The optimiser's step."),
        Key("batch", .integer(many), default: "16", "Examples in a step."),
        Key("kl", .number(0.000001...1_000), default: "0.1", "The price of leaving the supervised policy."),
    ]

    private static func settings(_ method: String, _ summary: String, _ keys: [Key]) -> Shape {
        Shape(name: "with.\(method)", title: "'with' of \(method)", summary: summary, keys: keys)
    }
}
