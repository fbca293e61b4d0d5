/// How probable a judgement is under the rewards of the answers that it speaks about.
///
/// Most judgements are choices among answers (`RationalChoices`); a rating is one of ordered levels
/// (`OrdinalLevel`). A new kind of feedback takes one of these or brings its own.
package protocol Likelihood: Hashable, Sendable {
    /// The loss of rewards in the order of the evidence's texts.
    ///
    /// - Parameters:
    ///   - rationality: β of the feedback kind; identified only relative to that of comparisons.
    ///   - parameters: those of `sharedParameters`, as `startingParameters(of:)` has them; empty for most.
    func loss(rewards: [Double], rationality: Double, parameters: [Double]) -> ChoiceLoss

    /// Whether the same constant added to all rewards changes nothing.
    var isRelative: Bool { get }
    /// The name of the parameters beside rationality that it shares with all judgements on the same scale; nil
    /// for none.
    var sharedParameters: String? { get }
    /// Where a fit of the shared parameters begins, from all likelihoods that share them.
    static func startingParameters(of all: [any Likelihood]) -> [Double]
}

extension Likelihood {
    /// None.
    package var sharedParameters: String? { nil }
    /// None.
    package static func startingParameters(of all: [any Likelihood]) -> [Double] { [] }
}

/// What one judgement says about the rewards of some answers to its passage.
package struct Evidence: Sendable {
    /// The answers whose rewards the likelihood takes, in its order.
    package var texts: [String]
    /// How probable what was said is under their rewards.
    package var likelihood: any Likelihood

    /// A likelihood of some answers' rewards.
    package init(texts: [String], likelihood: any Likelihood) {
        self.texts = texts
        self.likelihood = likelihood
    }
}

/// The negative log-likelihood of a judgement and its gradient.
package struct ChoiceLoss: Hashable, Sendable {
    /// −log P(judgement | rewards), in nats.
    package var value: Double
    /// ∂value/∂rewards, one for each reward.
    package var gradient: [Double]
    /// ∂value/∂log β.
    package var rationalityGradient: Double
    /// ∂value/∂parameters, one for each of the likelihood's own parameters.
    package var parameterGradient: [Double]

    /// A loss with its gradient.
    package init(
        value: Double, gradient: [Double], rationalityGradient: Double = 0, parameterGradient: [Double] = []
    ) {
        self.value = value
        self.gradient = gradient
        self.rationalityGradient = rationalityGradient
        self.parameterGradient = parameterGradient
    }
}
