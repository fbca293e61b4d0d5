import Pipeline

/// What an artifact is, by the operation that gave it and the port that it gave it at.
package enum ArtifactKind: Hashable, Sendable {
    /// The outputs of `decompose`, `ask`, `train` (a set of models, or one of them), `recompose`, `evaluate` and
    /// `compare`.
    case forest, feedback, models, model, answers, scores, verdict
    /// Anything else: texts, books, trees.
    case other

    /// What an operation gives at a port: anything but `main` is ``other``.
    package init(operation: String, port: String) {
        guard port == "main" else {
            self = .other
            return
        }
        self = Self.kinds[operation] ?? .other
    }

    /// What each operation gives, by its name.
    private static let kinds: [String: ArtifactKind] = {
        let makers: [(ArtifactKind, [Meaning])] = [
            (.forest, [.growForest]), (.feedback, [.askOverseer, .askSplits, .readFeedback]),
            (.answers, [.recomposeForest]),
            (
                .scores,
                [
                    .evaluateForest, .evaluateDecomposer, .evaluateAnswers, .evaluateReward, .evaluatePolicy,
                    .evaluateCutter,
                ]
            ),
            (.verdict, [.compareScores]),
            (
                .models,
                [
                    .trainCloning, .trainReward, .trainCurve, .trainReinforcement, .trainPreference,
                    .trainBestOf, .trainDecomposer, .trainBestOfCutter, .trainSplitReward, .trainByProgram,
                ]
            ),
            (
                .model,
                [
                    .fitCloning, .fitReward, .fitReinforcement, .fitPreference, .bindBestOf, .newPolicy,
                    .fitCutter, .bindBestOfCutter, .fitSplitReward,
                ]
            ),
        ]
        var kinds: [String: ArtifactKind] = [:]
        for (kind, meanings) in makers {
            for meaning in meanings { kinds[meaning.name] = kind }
        }
        return kinds
    }()

    /// What a stage gives.
    package init(_ step: Step) {
        switch step {
        case .decompose: self = .forest
        case .ask, .read: self = .feedback
        case .train: self = .models
        case .recompose: self = .answers
        case .evaluate: self = .scores
        case .compare: self = .verdict
        }
    }
}
