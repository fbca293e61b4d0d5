import Tensors
import Text

/// Trains a stochastic cutter against a reward, near the cutter that it began as.
///
///     maximise  E_π[r(way)] − β KL(π ‖ π₀)
///
/// REINFORCE with the other samples of a passage as the baseline (Kool, van Hoof and Welling 2019; Ahmadian et al. 2024);
/// log-probabilities of whole ways to cut and their KL are exact, and so is the derivative of the KL. What a way earns is a
/// ``CutReturn``: by a reward of ways to cut, or of the answers that they lead to.
package struct CutReinforcement: Training {
    /// The hyper-parameters.
    package struct Settings: Codable, Hashable, Sendable {
        /// Ways to cut that are drawn of a passage.
        package var samples = 4
        /// Steps.
        package var steps = 40
        /// Passages in a step.
        package var batch = 64
        /// Adam's learning rate at the start; it falls to 0 linearly.
        package var rate = 3e-3
        /// β, the price of a nat in standard deviations of reward.
        package var kl = 0.02

        /// The defaults.
        package init() {}

        var description: [String: String] {
            [
                "samples": "\(samples)", "steps": "\(steps)", "batch": "\(batch)", "rate": "\(rate)",
                "kl": "\(kl)",
            ]
        }
    }

    /// What is practised on.
    package struct Example: Sendable {
        /// The passage.
        package var passage: CutPassage
        /// What each of its leaves costs, by edge, by a measure that the training only reports.
        package var costs: [Double]
        /// What ways to cut it earn.
        package var returns: any CutReturn

        /// A passage to practise on.
        package init(_ passage: CutPassage, costs: [Double], returns: any CutReturn) {
            (self.passage, self.costs, self.returns) = (passage, costs, returns)
        }
    }

    /// A passage as it is practised on.
    private struct Practised: Sendable {
        var lattice: PartitionLattice
        var rows: [Float]
        /// The part of each place's score that does not change.
        var known: [Double]
        var anchor: PartitionDistribution
        var returns: any CutReturn
        /// What is known of each leaf, by edge: what the reward stands for.
        var costs: [Double]
    }

    private let settings: Settings
    private let seed: RandomStream
    private let practised: [Practised]
    private let evenness: Evenness
    private var scorer: CutScorer
    private var batches: Minibatches
    private var optimiser: Adam
    private var latest: [String: Double] = [:]
    /// How many steps were made.
    package private(set) var step = 0
    /// How many steps there are altogether.
    package var stepCount: Int { practised.isEmpty ? 0 : settings.steps }

    /// A training that has not begun.
    package init(settings: Settings, start: CutterModel, examples: [Example], seed: RandomStream) {
        self.settings = settings
        self.seed = seed
        scorer = start.scorer
        evenness = start.evenness
        optimiser = Adam(count: start.scorer.network.parameters.count)
        practised = examples.filter { $0.passage.lattice.placeCount > 2 }.map { example in
            let passage = example.passage
            let known = zip(start.scorer.priorScores(passage.rows), passage.reluctance).map { $0 - $1 }
            let rows = start.scorer.standardised(passage.rows)
            let scores = zip(start.scorer.network.forward(rows).outputs, known).map { Double($0) + $1 }
            return Practised(
                lattice: passage.lattice, rows: rows, known: known,
                anchor: PartitionDistribution(passage.lattice, scores: scores, evenness: start.evenness),
                returns: example.returns, costs: example.costs)
        }
        batches = Minibatches(
            of: practised.count, size: min(settings.batch, practised.count), seed: seed.split(label: "order"))
    }

    /// Makes one step; see `Training`.
    package mutating func advance() -> [Metric] {
        guard !isFinished else { return [] }
        let stream = seed.split(label: "step \(step)")
        let batch = batches.batch(step)
        var gradient = [Float](repeating: 0, count: scorer.network.parameters.count)
        var sums = (reward: 0.0, kl: 0.0, cost: 0.0)
        for (index, place) in batch.enumerated() {
            let passage = practised[place]
            let activations = scorer.network.forward(passage.rows)
            let scores = zip(activations.outputs, passage.known).map { Double($0) + $1 }
            let cutter = PartitionDistribution(passage.lattice, scores: scores, evenness: evenness)
            var draws = stream.split(label: UInt64(index))
            let ways = (0..<settings.samples).map { _ in cutter.sample(using: &draws) }
            let rewards = passage.returns.returns(of: ways)
            let slope = Self.slope(of: cutter, along: ways, rewards)
            let away = zip(cutter.weights, passage.anchor.weights).map { $0 - $1 }
            let drift = passage.lattice.byPlace(cutter.expectation(of: away).derivative)
            let share = 1 / Double(batch.count)
            let outputGradient = zip(slope, drift).map { Float(share * (settings.kl * $1 - $0)) }
            scorer.network.backward(
                passage.rows, activations, outputGradient: outputGradient, into: &gradient)
            sums.reward += share * rewards.reduce(0, +) / Double(ways.count)
            sums.kl += share * cutter.kl(to: passage.anchor)
            sums.cost += share * cutter.expectation(of: passage.costs).mean
        }
        clipGradient(&gradient, to: 1)
        let rate = settings.rate * (1 - Double(step) / Double(stepCount))
        optimiser.advance(&scorer.network.parameters, gradient: gradient, rate: rate)
        step += 1
        let metrics = [
            Metric("reward/mean", sums.reward), Metric("kl/exact", sums.kl), Metric("orphans", sums.cost),
        ]
        for metric in metrics { latest[metric.name] = metric.value }
        return metrics
    }

    /// The derivative of the expected reward by the score of each place, as ways drawn from a cutter estimate it: the sum
    /// over them of their advantage over the mean of the others, times the derivative of their log-probability.
    static func slope(of cutter: PartitionDistribution, along ways: [[Int]], _ rewards: [Double]) -> [Double]
    {
        let total = rewards.reduce(0, +)
        let probabilities = cutter.lattice.byPlace(cutter.pieces)
        var slope = [Double](repeating: 0, count: probabilities.count)
        for (way, reward) in zip(ways, rewards) {
            let others = (total - reward) / Double(max(1, ways.count - 1))
            let advantage = (reward - others) / Double(ways.count)
            for cut in way.dropFirst().dropLast() { slope[cut - 1] += advantage }
            for place in slope.indices { slope[place] -= advantage * probabilities[place] }
        }
        return slope
    }

    /// The model as it is now.
    package var model: CutterModel {
        CutterModel(
            scorer: scorer, evenness: evenness,
            card: ModelCard(
                method: "rloo", settings: settings.description, counts: ["passages": practised.count],
                metrics: latest))
    }

    /// Parameters, optimiser and position; see `Training`.
    package var checkpoint: [UInt8] {
        scorer.checkpoint("QCKC", step: step, optimiser: optimiser, latest: latest)
    }

    /// Goes back to a checkpoint; see `Training`.
    package mutating func restore(_ checkpoint: [UInt8]) throws(BinaryError) {
        let state = try scorer.restored(checkpoint, "QCKC", steps: stepCount, optimiser: optimiser)
        (step, scorer.network, optimiser, latest) = (state.step, state.network, state.optimiser, state.latest)
    }
}
