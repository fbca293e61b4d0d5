import Tensors
import Text

/// Learns to cut where few references lose their antecedent: the mean share of orphans under the stochastic cutter is
/// minimised, with its exact derivative over all ways to cut.
///
///     minimise  E_π[Σ orphans of the leaves] / pronouns        π(way) ∝ exp Σ score(cut)
///
/// A policy gradient with every way to cut in the place of samples (Goel and Byrne 2000 call it minimum risk). Weights
/// decay apart from the gradient (Loshchilov and Hutter 2019).
package struct LocalityTraining: Training {
    /// The hyper-parameters.
    package struct Settings: Codable, Hashable, Sendable {
        /// Times that the passages are gone through.
        package var epochs = 10
        /// Passages in a minibatch.
        package var batch = 8
        /// Adam's learning rate at the start; it falls to 0 linearly.
        package var rate = 0.01
        /// What a step takes off every parameter, as a share and times the rate.
        package var decay = 4.0
        /// What a pronoun within 100 words without anybody to mean, by the surface rule, takes off a cut's score from the
        /// beginning; the network learns what is to be added.
        package var prior = 1.0
        /// The width of the network's hidden layer.
        package var hidden = 8

        /// The defaults.
        package init() {}

        var description: [String: String] {
            [
                "epochs": "\(epochs)", "batch": "\(batch)", "rate": "\(rate)", "decay": "\(decay)",
                "hidden": "\(hidden)", "prior": "\(prior)",
            ]
        }
    }

    /// What is practised on: a passage and what each of its leaves costs, by edge.
    package typealias Example = (passage: CutPassage, costs: [Double])

    private let settings: Settings
    private let seed: RandomStream
    private let examples: [(lattice: PartitionLattice, rows: [Float], known: [Double], costs: [Double])]
    private var scorer: CutScorer
    private var batches: Minibatches
    private var optimiser: Adam
    private var latest: [String: Double] = [:]
    /// How many steps were made.
    package private(set) var step = 0
    /// How many steps there are altogether.
    package let stepCount: Int

    /// The largest norm of a gradient.
    private static let clip = 1.0

    /// A training that has not begun.
    package init(settings: Settings, examples: [Example], seed: RandomStream) {
        self.settings = settings
        self.seed = seed
        var stream = seed.split(label: "network")
        let scorer = CutScorer(
            rows: examples.flatMap(\.passage.rows), hidden: settings.hidden, using: &stream)
        var known = scorer
        if let column = CutFeature.names.firstIndex(of: "orphans-100") {
            known.prior[column] = -Float(settings.prior)
        }
        self.scorer = known
        optimiser = Adam(count: scorer.network.parameters.count)
        self.examples = examples.filter { $0.costs.contains { $0 > 0 } }.map {
            (
                $0.passage.lattice, scorer.standardised($0.passage.rows),
                zip(known.priorScores($0.passage.rows), $0.passage.reluctance).map { $0 - $1 }, $0.costs
            )
        }
        batches = Minibatches(
            of: self.examples.count, size: settings.batch, seed: seed.split(label: "order"))
        stepCount = settings.epochs * ((self.examples.count + settings.batch - 1) / max(1, settings.batch))
    }

    /// Makes one step; see `Training`.
    package mutating func advance() -> [Metric] {
        guard !isFinished else { return [] }
        let batch = batches.batch(step)
        var gradient = [Float](repeating: 0, count: scorer.network.parameters.count)
        var risk = 0.0
        for index in batch {
            let example = examples[index]
            guard !example.rows.isEmpty else { continue }
            let activations = scorer.network.forward(example.rows)
            let scores = zip(activations.outputs, example.known).map { Double($0) + $1 }
            let cutter = PartitionDistribution(example.lattice, scores: scores)
            let (mean, derivative) = cutter.expectation(of: example.costs)
            risk += mean / Double(batch.count)
            let byPlace = example.lattice.byPlace(derivative).map { Float($0 / Double(batch.count)) }
            scorer.network.backward(example.rows, activations, outputGradient: byPlace, into: &gradient)
        }
        clipGradient(&gradient, to: Self.clip)
        let rate = settings.rate * (1 - Double(step) / Double(stepCount))
        scorer.decay(by: rate * settings.decay)
        optimiser.advance(&scorer.network.parameters, gradient: gradient, rate: rate)
        step += 1
        let metrics = [Metric("train/orphans", risk), Metric("train/rate", rate)]
        for metric in metrics { latest[metric.name] = metric.value }
        return metrics
    }

    /// The model as it is now.
    package var model: CutterModel {
        CutterModel(
            scorer: scorer,
            card: ModelCard(
                method: "locality", settings: settings.description, counts: ["passages": examples.count],
                metrics: latest))
    }

    /// Parameters, optimiser and position; see `Training`.
    package var checkpoint: [UInt8] {
        scorer.checkpoint("QCKL", step: step, optimiser: optimiser, latest: latest)
    }

    /// Goes back to a checkpoint; see `Training`.
    package mutating func restore(_ checkpoint: [UInt8]) throws(BinaryError) {
        let state = try scorer.restored(checkpoint, "QCKL", steps: stepCount, optimiser: optimiser)
        (step, scorer.network, optimiser, latest) = (state.step, state.network, state.optimiser, state.latest)
    }
}
