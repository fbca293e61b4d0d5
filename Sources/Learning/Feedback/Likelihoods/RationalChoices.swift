import Tensors

/// Choices among sets of answers, as a reward explains them (Jeon, Milli and Dragan 2020, equation 1):
///
///     P(c* | r, C) = exp(β E r(ψ(c*))) / Σ over c in C of exp(β E r(ψ(c)))
///
/// ψ(c), what an option stands for, is one answer, or the mean of several. Several choices that were made one
/// after another, as in a ranking, multiply.
package struct RationalChoices: Likelihood {
    /// The choices.
    package var choices: [Choice]

    /// One choice: what could be chosen, and what was.
    package struct Choice: Hashable, Sendable {
        /// What could be chosen.
        package var options: [Option]
        /// How far each was chosen; they sum to 1. All but one are 0 where the choice was clear.
        package var targets: [Double]

        /// A choice of which the options were taken so far as `targets` say.
        package init(_ options: [Option], targets: [Double]) {
            self.options = options
            self.targets = targets
        }

        /// A clear choice.
        package init(_ options: [Option], chosen: Int) {
            self.init(options, targets: options.indices.map { $0 == chosen ? 1 : 0 })
        }
    }

    /// What could be chosen: answers of which the mean reward counts.
    package struct Option: Hashable, Sendable {
        /// The answers' places in the evidence.
        package var answers: [Int]
        /// Some answers, at least one.
        package init(_ answers: [Int]) { self.answers = answers }

        /// One answer.
        package init(_ answer: Int) { answers = [answer] }

        fileprivate func reward(_ rewards: [Double]) -> Double {
            if answers.count == 1 { return rewards[answers[0]] }
            var sum = 0.0
            for answer in answers { sum += rewards[answer] }
            return sum / Double(answers.count)
        }
    }

    /// Choices that were made.
    package init(_ choices: [Choice]) { self.choices = choices }

    /// A clear choice of one answer among the first `count`.
    package init(of answer: Int, among count: Int) {
        self.init([Choice((0..<count).map { Option($0) }, chosen: answer)])
    }

    /// How far the first of two answers was chosen; nil for anything but one choice of two.
    package var preference: Double? {
        guard choices.count == 1, choices[0].options.count == 2 else { return nil }
        return choices[0].targets[0]
    }

    /// True: only differences count.
    package var isRelative: Bool { true }

    /// The sum of the choices' losses.
    package func loss(rewards: [Double], rationality: Double, parameters: [Double] = []) -> ChoiceLoss {
        var loss = ChoiceLoss(value: 0, gradient: [Double](repeating: 0, count: rewards.count))
        for choice in choices { choice.add(to: &loss, rewards, rationality) }
        return loss
    }
}

extension RationalChoices.Choice {
    fileprivate func add(to loss: inout ChoiceLoss, _ rewards: [Double], _ rationality: Double) {
        let means = options.map { $0.reward(rewards) }
        let (value, slopes) = softmaxLoss(means, rationality)
        loss.value += value
        for (place, option) in options.enumerated() {
            loss.rationalityGradient += rationality * slopes[place] * means[place]
            let share = rationality * slopes[place] / Double(option.answers.count)
            for answer in option.answers { loss.gradient[answer] += share }
        }
    }

    /// The cross-entropy of the targets to the softmax of the logits, and its gradient by logit.
    private func softmaxLoss(_ means: [Double], _ rationality: Double) -> (value: Double, slopes: [Double]) {
        if options.count == 2 {
            let margin = rationality * (means[0] - means[1])
            let one = comparisonLoss(difference: margin, preference: targets[0])
            return (one.loss, [one.gradient, -one.gradient])
        }
        let logits = means.map { rationality * $0 }
        let top = logits.max() ?? 0
        let weights = logits.map { Elementary.exp($0 - top) }
        var total = 0.0
        for weight in weights { total += weight }
        var value = top + Elementary.log(total)
        for (logit, target) in zip(logits, targets) where target != 0 { value -= target * logit }
        return (value, zip(weights, targets).map { $0 / total - $1 })
    }
}
