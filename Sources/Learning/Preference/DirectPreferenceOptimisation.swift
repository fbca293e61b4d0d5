import Tensors

/// Learns from comparisons without a reward model (Rafailov et al. 2023; with the loss `ipo` Azar et al. 2023): the
/// policy's own log-ratio to a reference policy is the reward that explains the comparisons.
///
/// Texts are projected onto sentences of their passage (`Passage.projection`), and their probability is that of the
/// set of sentences (`AnswerLikelihood`). How strong a preference was counts: the target is P(first is better) of the
/// scale, as in reward training; a tie pulls the two log-ratios together. Two texts of the same sentences say
/// nothing and are left out.
package struct DirectPreferenceOptimisation: OfflineTraining {
    /// The start of its checkpoints.
    package static let magic = "QCKD"
    /// Minibatches in the whole training.
    package let stepCount: Int
    /// Texts that are not made of whole sentences of their passage and were brought near by projection.
    package let projected: Int
    /// Comparisons from which nothing can be learned: both texts stand for the same sentences, or one for none.
    package let unusable: Int
    private let settings: Settings
    private let train: [Pair]
    private let held: [Pair]
    private let probe: DivergenceProbe
    private let seed: RandomStream
    package var progress: OfflineProgress
    private var batches: Minibatches

    /// A comparison as two sets of sentences, with their log-probabilities under the reference.
    private struct Pair {
        var answers: [AnswerLikelihood]
        var reference: [Double]
        var preference: Double
        var weight: Double
    }

    /// A training of `start` on comparisons; `reference` is the latest supervised policy, which KL is measured to.
    package init(
        settings: Settings = Settings(), start: ExtractivePolicy, reference: ExtractivePolicy,
        comparisons: [ComparedAnswers], seed: RandomStream
    ) {
        self.settings = settings
        self.seed = seed
        progress = OfflineProgress(PolicyUpdate(start, gradientClip: settings.gradientClip))
        var projecting = Projecting(policy: start, reference: reference, seed: seed)
        let pairs = comparisons.map { compared -> Pair? in
            let answers = [compared.first, compared.second].compactMap {
                projecting.answer($0, to: compared.passage)
            }
            guard answers.count == 2, answers[0].sentences != answers[1].sentences else { return nil }
            return Pair(
                answers: answers, reference: LogRatios(answers, under: reference).values,
                preference: compared.preference, weight: compared.weight)
        }
        projected = projecting.projected
        unusable = pairs.count { $0 == nil }
        let parts = holdOut(
            fraction: settings.heldOut, of: comparisons.map(\.passage.text),
            using: seed.split(label: "held-out"))
        train = parts.train.compactMap { pairs[$0] }
        held = parts.held.compactMap { pairs[$0] }
        probe = DivergenceProbe(
            projecting.readings, reference: reference, seed: seed.split(label: "probe"))
        batches = Minibatches(of: train.count, size: settings.batch, seed: seed.split(label: "order"))
        stepCount = settings.epochs * ((train.count + settings.batch - 1) / settings.batch)
    }

    /// Makes one step; see `Training`.
    package mutating func advance() -> [Metric] {
        guard !isFinished else { return [] }
        let pairs = batches.batch(step).map { train[$0] }
        let outcome = learn(pairs)
        let rate = progress.take(outcome.gradient, rate: settings.rate, of: stepCount)
        var metrics =
            [Metric("train/loss", outcome.loss), Metric("train/rate", rate)]
            + outcome.metrics(named: "train")
        if step % (stepCount / settings.epochs) == 0 {
            metrics += probe.metrics(of: model, step: step)
            if !held.isEmpty {
                let outcome = learn(held)
                metrics += [Metric("heldout/loss", outcome.loss)] + outcome.metrics(named: "heldout")
            }
        }
        progress.keep(metrics)
        return metrics
    }

    /// What some comparisons say of the policy.
    private struct Outcome {
        /// The mean loss.
        var loss = 0.0
        /// Its derivative by the parameters.
        var gradient: [Float] = []
        /// β times the log-ratio of the better answer less that of the worse, and its sign, where none is a tie.
        var margin = 0.0
        var right = 0.0
        var decided = 0.0

        func metrics(named name: String) -> [Metric] {
            decided == 0
                ? []
                : [
                    Metric("\(name)/margin", margin / decided), Metric("\(name)/accuracy", right / decided),
                ]
        }
    }

    private func learn(_ pairs: [Pair]) -> Outcome {
        let ratios = LogRatios(
            pairs.flatMap(\.answers), under: model, reference: pairs.flatMap(\.reference))
        var outcome = Outcome()
        var slopes: [Double] = []
        let share = 1 / pairs.reduce(0) { $0 + $1.weight }
        for (index, pair) in pairs.enumerated() {
            let lengths = pair.answers.map { settings.loss == .ipo ? Double($0.decisions) : 1 }
            let difference = ratios.values[2 * index] / lengths[0] - ratios.values[2 * index + 1] / lengths[1]
            let smoothing = settings.labelSmoothing
            let target = pair.preference * (1 - smoothing) + (1 - pair.preference) * smoothing
            let loss =
                settings.loss == .ipo
                ? identityPreferenceLoss(difference: difference, preference: target, beta: settings.kl)
                : directPreferenceLoss(difference: difference, preference: target, beta: settings.kl)
            outcome.loss += share * pair.weight * loss.loss
            let slope = share * pair.weight * loss.gradient
            slopes += [slope / lengths[0], -slope / lengths[1]]
            if pair.preference != 0.5 {
                let better = pair.preference > 0.5 ? difference : -difference
                outcome.margin += settings.kl * better
                outcome.right += better > 0 ? 1 : 0
                outcome.decided += 1
            }
        }
        outcome.gradient = ratios.gradient(of: model, slopes: slopes)
        return outcome
    }

    /// The mean loss of the comparisons that are learned from, under a policy with these parameters, and its
    /// derivative by them.
    func trainingLoss(at parameters: [Float]) -> (loss: Double, gradient: [Float]) {
        var other = self
        other.progress.policy.move(to: parameters)
        let outcome = other.learn(train)
        return (outcome.loss, outcome.gradient)
    }

    /// What the model was made from, as it is now.
    package var card: ModelCard {
        ModelCard(
            method: "dpo", settings: settings.description,
            counts: [
                "comparisons": train.count + held.count, "heldout": held.count, "projected": projected,
                "unusable": unusable,
            ], metrics: progress.latest)
    }
}
