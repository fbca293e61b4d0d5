import Pipeline

/// What an artifact is, by the operation that gave it and the port that it gave it at.
package enum ArtifactKind: Hashable, Sendable {
    /// The outputs of `decompose`, `ask`, `train` (a set of models, or one of them), `recompose` and
    /// `evaluate`.
    case forest, feedback, models, model, answers, scores
    /// Anything else: texts, books, trees.
    case other

    /// What an operation gives at a port: anything but `main` is ``other``.
    package init(operation: String, port: String) {
        guard port == "main" else {
            self = .other
            return
        }
        switch operation {
        case "grow-forest": self = .forest
        case "ask-overseer": self = .feedback
        case "recompose-forest": self = .answers
        case "evaluate-answers", "evaluate-reward": self = .scores
        case "train-cloning", "train-reward", "train-reinforcement", "train-best-of": self = .models
        case "fit-cloning", "fit-reward", "fit-reinforcement", "bind-best-of", "new-policy": self = .model
        default: self = .other
        }
    }

    /// What a stage gives.
    package init(_ step: Step) {
        switch step {
        case .decompose: self = .forest
        case .ask: self = .feedback
        case .train: self = .models
        case .recompose: self = .answers
        case .evaluate: self = .scores
        case .compare: self = .other
        }
    }
}
