import Tensors

/// Learns from single answers that were called good or bad (Ethayarajh et al. 2024), without a reward model.
///
/// An answer's gain is β times its log-ratio to the reference policy, against a reference point z = KL(π ‖ reference).
/// The paper estimates z from answers to other passages; these an extractive policy gives with probability 0. So z is
/// estimated from what it does give: the policy answers each passage of the minibatch, and z is the mean log-ratio of
/// these answers, at least 0. It has no gradient. The rarer of good and bad answers weigh so much more that both weigh
/// the same altogether. Texts are projected onto sentences as in `DirectPreferenceOptimisation`.
package struct KahnemanTverskyOptimisation: OfflineTraining {
    /// The start of its checkpoints.
    package static let magic = "QCKK"
    /// Minibatches in the whole training.
    package let stepCount: Int
    /// Texts that are not made of whole sentences of their passage and were brought near by projection.
    package let projected: Int
    /// Answers that stand for no sentence.
    package let unusable: Int
    private let settings: Settings
    private let reference: ExtractivePolicy
    private let train: [Judged]
    private let held: [Judged]
    /// How much a good and a bad answer weigh.
    private let weights: (desirable: Double, undesirable: Double)
    private let probe: DivergenceProbe
    private let seed: RandomStream
    package var progress: OfflineProgress
    private var batches: Minibatches

    /// A judged answer as a set of sentences, with its log-probability under the reference.
    private struct Judged {
        var answer: AnswerLikelihood
        var reference: Double
        var isDesirable: Bool
    }

    /// A training of `start` on judged answers; `reference` is the latest supervised policy, which KL is measured to.
    package init(
        settings: Settings = Settings(), start: ExtractivePolicy, reference: ExtractivePolicy,
        answers: [UnpairedAnswer], seed: RandomStream
    ) {
        self.settings = settings
        self.reference = reference
        self.seed = seed
        progress = OfflineProgress(PolicyUpdate(start, gradientClip: settings.gradientClip))
        var projecting = Projecting(policy: start, reference: reference, seed: seed)
        let likelihoods = answers.map { projecting.answer($0.text, to: $0.passage) }
        let logprobs = LogRatios.logProbabilities(of: likelihoods.compactMap { $0 }, under: reference)
        var next = 0
        let judged = zip(answers, likelihoods).map { answer, likelihood -> Judged? in
            guard let likelihood else { return nil }
            next += 1
            return Judged(
                answer: likelihood, reference: logprobs[next - 1], isDesirable: answer.isDesirable)
        }
        projected = projecting.projected
        unusable = judged.count { $0 == nil }
        let parts = holdOut(
            fraction: settings.heldOut, of: answers.map(\.passage.text),
            using: seed.split(label: "held-out"))
        train = parts.train.compactMap { judged[$0] }
        held = parts.held.compactMap { judged[$0] }
        weights = Self.weights(
            desirable: train.count { $0.isDesirable }, undesirable: train.count { !$0.isDesirable })
        probe = DivergenceProbe(
            projecting.readings, reference: reference, seed: seed.split(label: "probe"))
        batches = Minibatches(of: train.count, size: settings.batch, seed: seed.split(label: "order"))
        stepCount = settings.epochs * ((train.count + settings.batch - 1) / settings.batch)
    }

    /// 1 for the more numerous sort and their ratio for the rarer one, so that both weigh the same altogether; 1 for
    /// both where there is only one sort.
    static func weights(desirable: Int, undesirable: Int) -> (desirable: Double, undesirable: Double) {
        guard desirable > 0, undesirable > 0 else { return (1, 1) }
        let most = Double(max(desirable, undesirable))
        return (most / Double(desirable), most / Double(undesirable))
    }

    /// Makes one step; see `Training`.
    package mutating func advance() -> [Metric] {
        guard !isFinished else { return [] }
        let judged = batches.batch(step).map { train[$0] }
        let point = referencePoint(of: judged, draws: seed.split(label: "step \(step)"))
        let outcome = learn(judged, against: point)
        let rate = progress.take(outcome.gradient, rate: settings.rate, of: stepCount)
        var metrics = [Metric("train/rate", rate)] + outcome.metrics(named: "train")
        if step % (stepCount / settings.epochs) == 0 {
            metrics += probe.metrics(of: model, step: step)
            if !held.isEmpty {
                let point = referencePoint(of: held, draws: seed.split(label: "held-out draws"))
                metrics += learn(held, against: point).metrics(named: "heldout")
            }
        }
        progress.keep(metrics)
        return metrics
    }

    /// What some judged answers say of the policy.
    private struct Outcome {
        /// The weighted mean loss.
        var loss = 0.0
        /// Its derivative by the parameters.
        var gradient: [Float] = []
        /// z.
        var reference = 0.0
        /// Mean log-ratios of good and of bad answers; nil where there is none.
        var desirable: Double?
        var undesirable: Double?

        func metrics(named name: String) -> [Metric] {
            [Metric("\(name)/loss", loss), Metric("\(name)/reference", reference)]
                + [
                    desirable.map { Metric("\(name)/desirable", $0) },
                    undesirable.map { Metric("\(name)/undesirable", $0) },
                ].compactMap { $0 }
        }
    }

    private func learn(_ judged: [Judged], against point: Double) -> Outcome {
        var outcome = Outcome()
        outcome.reference = point
        let ratios = LogRatios(
            judged.map(\.answer), under: model, reference: judged.map(\.reference))
        var slopes: [Double] = []
        let share = 1 / Double(judged.count)
        for (one, logRatio) in zip(judged, ratios.values) {
            let weight = one.isDesirable ? weights.desirable : weights.undesirable
            let loss = prospectLoss(
                logRatio: logRatio, reference: point, desirable: one.isDesirable, beta: settings.kl)
            outcome.loss += share * weight * loss.loss
            slopes.append(share * weight * loss.gradient)
        }
        outcome.gradient = ratios.gradient(of: model, slopes: slopes)
        func mean(where isDesirable: Bool) -> Double? {
            let values = zip(judged, ratios.values).filter { $0.0.isDesirable == isDesirable }.map(\.1)
            return values.isEmpty ? nil : Moments(values).mean
        }
        outcome.desirable = mean(where: true)
        outcome.undesirable = mean(where: false)
        return outcome
    }

    /// z: the mean log-ratio of what the policy itself answers to these passages, at least 0.
    private func referencePoint(of judged: [Judged], draws: RandomStream) -> Double {
        let drawn = judged.enumerated().map { index, one in
            var stream = draws.split(label: UInt64(index))
            let episode = Episode(
                of: model, anchor: reference, in: one.answer.reading, temperature: 1, using: &stream)
            return AnswerLikelihood(
                episode.choices, in: one.answer.reading, reference: reference,
                seed: stream.split(label: "orders"))
        }
        let logRatios = zip(
            LogRatios.logProbabilities(of: drawn, under: model),
            LogRatios.logProbabilities(of: drawn, under: reference)
        ).map { $0 - $1 }
        return max(0, Moments(logRatios).mean)
    }

    /// The mean loss of the answers that are learned from, under a policy with these parameters and with the
    /// reference point of the present one, and its derivative by them.
    func trainingLoss(at parameters: [Float]) -> (loss: Double, gradient: [Float]) {
        var other = self
        other.progress.policy.move(to: parameters)
        let outcome = other.learn(train, against: referencePoint(of: train, draws: seed))
        return (outcome.loss, outcome.gradient)
    }

    /// What the model was made from, as it is now.
    package var card: ModelCard {
        ModelCard(
            method: "kto", settings: settings.description,
            counts: [
                "answers": train.count + held.count, "heldout": held.count, "projected": projected,
                "unusable": unusable, "desirable": train.count { $0.isDesirable },
            ], metrics: progress.latest)
    }
}
