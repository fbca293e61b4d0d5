import Tensors
import Text

/// Learns a ``SplitReward`` from comparisons of two ways to cut a passage: Bradley-Terry, as for answers.
///
///     loss = −t log σ(r(first) − r(second)) − (1 − t) log σ(r(second) − r(first))
package struct SplitRewardTraining: Training {
    /// The hyper-parameters.
    package struct Settings: Codable, Hashable, Sendable {
        /// Times that the comparisons are gone through.
        package var epochs = 10
        /// Comparisons in a minibatch.
        package var batch = 32
        /// Adam's learning rate at the start; it falls to 0 linearly.
        package var rate = 3e-3
        /// What a step takes off every parameter, as a share and times the rate.
        package var decay = 3.0
        /// The width of the network's hidden layer.
        package var hidden = 8

        /// The defaults.
        package init() {}

        var description: [String: String] {
            [
                "epochs": "\(epochs)", "batch": "\(batch)", "rate": "\(rate)", "decay": "\(decay)",
                "hidden": "\(hidden)",
            ]
        }
    }

    /// Two ways to cut one passage: the features of the cuts of each, row by row, and P(first is better).
    package struct Example: Sendable {
        /// The cuts of the one way.
        package var first: [Float]
        /// The cuts of the other.
        package var second: [Float]
        /// How likely the one is better.
        package var preference: Double
        /// The passage, so that whole passages are held out.
        package var passage: String

        /// Two ways to cut a passage, each with at least one cut.
        package init(first: [Float], second: [Float], preference: Double, passage: String) {
            (self.first, self.second) = (first, second)
            (self.preference, self.passage) = (preference, passage)
        }
    }

    private let settings: Settings
    private let seed: RandomStream
    private let train: [Example]
    private let held: [Example]
    private var scorer: CutScorer
    private var batches: Minibatches
    private var optimiser: Adam
    private var latest: [String: Double] = [:]
    /// How many steps were made.
    package private(set) var step = 0
    /// How many steps there are altogether.
    package let stepCount: Int

    /// A training that has not begun.
    package init(settings: Settings, examples: [Example], seed: RandomStream) {
        self.settings = settings
        self.seed = seed
        var stream = seed.split(label: "network")
        let scorer = CutScorer(
            rows: examples.flatMap { $0.first + $0.second }, hidden: settings.hidden, using: &stream)
        self.scorer = scorer
        optimiser = Adam(count: scorer.network.parameters.count)
        let standardised = examples.map {
            Example(
                first: scorer.standardised($0.first), second: scorer.standardised($0.second),
                preference: $0.preference, passage: $0.passage)
        }
        let parts = holdOut(fraction: 0.1, of: examples.map(\.passage), using: seed.split(label: "held-out"))
        train = parts.train.map { standardised[$0] }
        held = parts.held.map { standardised[$0] }
        batches = Minibatches(of: train.count, size: settings.batch, seed: seed.split(label: "order"))
        stepCount = settings.epochs * ((train.count + settings.batch - 1) / max(1, settings.batch))
    }

    /// Makes one step; see `Training`.
    package mutating func advance() -> [Metric] {
        guard !isFinished else { return [] }
        let batch = batches.batch(step)
        var gradient = [Float](repeating: 0, count: scorer.network.parameters.count)
        var loss = 0.0
        for index in batch {
            let example = train[index]
            let (first, second) = (
                scorer.network.forward(example.first), scorer.network.forward(example.second)
            )
            let margin = Self.mean(first.outputs) - Self.mean(second.outputs)
            let t = example.preference
            // −log σ(x) = log(1 + e^−x).
            func surprise(_ x: Double) -> Double {
                max(-x, 0) + Elementary.log(1 + Elementary.exp(-abs(x)))
            }
            loss += (t * surprise(margin) + (1 - t) * surprise(-margin)) / Double(batch.count)
            let slope = (1 / (1 + Elementary.exp(-margin)) - t) / Double(batch.count)
            for (rows, activations, sign) in [(example.first, first, 1.0), (example.second, second, -1.0)] {
                let each = Float(sign * slope / Double(activations.outputs.count))
                scorer.network.backward(
                    rows, activations,
                    outputGradient: [Float](repeating: each, count: activations.outputs.count),
                    into: &gradient)
            }
        }
        clipGradient(&gradient, to: 1)
        let rate = settings.rate * (1 - Double(step) / Double(stepCount))
        scorer.decay(by: rate * settings.decay)
        optimiser.advance(&scorer.network.parameters, gradient: gradient, rate: rate)
        step += 1
        var metrics = [Metric("train/loss", loss), Metric("train/rate", rate)]
        if isFinished { metrics += heldOutMetrics() }
        for metric in metrics { latest[metric.name] = metric.value }
        return metrics
    }

    /// The reward of a way to cut by its standardised features, before it is normalised.
    private func score(_ rows: [Float]) -> Double { Self.mean(scorer.network.forward(rows).outputs) }

    private static func mean(_ values: [Float]) -> Double {
        values.isEmpty ? 0 : values.reduce(0) { $0 + Double($1) } / Double(values.count)
    }

    /// How often what was held out is ordered as it was judged, ties left out.
    private func heldOutMetrics() -> [Metric] {
        let judged = held.filter { $0.preference != 0.5 }
        guard !judged.isEmpty else { return [] }
        let right = judged.count { (score($0.first) > score($0.second)) == ($0.preference > 0.5) }
        return [Metric("heldout/accuracy", Double(right) / Double(judged.count))]
    }

    /// The model as it is now.
    package var model: SplitReward {
        let scores = train.flatMap { [score($0.first), score($0.second)] }
        let mean = scores.reduce(0, +) / Double(max(1, scores.count))
        let variance = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, scores.count))
        return SplitReward(
            scorer: scorer, deviation: max(1e-6, variance.squareRoot()),
            card: ModelCard(
                method: "reward of splits", settings: settings.description,
                counts: ["comparisons": train.count + held.count, "heldout": held.count], metrics: latest))
    }

    /// Parameters, optimiser and position; see `Training`.
    package var checkpoint: [UInt8] {
        scorer.checkpoint("QCKS", step: step, optimiser: optimiser, latest: latest)
    }

    /// Goes back to a checkpoint; see `Training`.
    package mutating func restore(_ checkpoint: [UInt8]) throws(BinaryError) {
        let state = try scorer.restored(checkpoint, "QCKS", steps: stepCount, optimiser: optimiser)
        (step, scorer.network, optimiser, latest) = (state.step, state.network, state.optimiser, state.latest)
    }
}
