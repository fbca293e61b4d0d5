import Tensors
import Text

/// Learns a reward model from comparisons by maximum likelihood under Bradley and Terry's model.
///
/// Every step each member of the ensemble takes one minibatch in an order of its own. The learning rate falls
/// as a cosine from `rate` to 0.
package struct RewardTraining: Training {
    /// Minibatches, or sampled batches, in the whole training.
    package let stepCount: Int
    /// Those that were made.
    package private(set) var step = 0
    private let settings: Settings
    private let train: [Compared]
    private let held: [Compared]
    /// The comparisons that nothing is learned from, by their place in what was given.
    package let heldOut: [Int]
    private let demonstrations: [Float]
    private let references: [Float]
    private let seed: RandomStream
    private var reward: RewardModel
    private var optimisers: [Adam]
    private var latest: [String: Double] = [:]

    /// A comparison as the networks see it.
    private struct Compared {
        var first: [Float]
        var second: [Float]
        var preference: Double
        var weight: Double
    }

    /// A training on comparisons. `references` are samples of the start policy; they, and `demonstrations` if
    /// there are any, fix the scale of the scores, and without either the compared answers do.
    package init(
        settings: Settings = Settings(), statistics: WordStatistics, comparisons: [ComparedAnswers],
        demonstrations: [AnsweredPassage] = [], references: [AnsweredPassage] = [], seed: RandomStream
    ) {
        self.settings = settings
        self.seed = seed
        let features = { (passage: Passage, text: String) in
            RewardModel.features(
                of: Answer(text: text), for: PassageReading(passage, statistics: statistics))
        }
        let compared = comparisons.map { comparison in
            let reading = PassageReading(comparison.passage, statistics: statistics)
            return Compared(
                first: RewardModel.features(of: Answer(text: comparison.first), for: reading),
                second: RewardModel.features(of: Answer(text: comparison.second), for: reading),
                preference: comparison.preference, weight: comparison.weight)
        }
        let parts = holdOut(
            fraction: settings.heldOut, of: comparisons.map(\.passage.text),
            using: seed.split(label: "held-out"))
        train = parts.train.map { compared[$0] }
        held = parts.held.map { compared[$0] }
        heldOut = parts.held
        self.demonstrations = demonstrations.flatMap { features($0.passage, $0.text) }
        self.references =
            references.isEmpty
            ? compared.flatMap { $0.first + $0.second } : references.flatMap { features($0.passage, $0.text) }
        let shape = Perceptron.Shape(inputs: RewardFeature.count, hidden: settings.hidden)
        let members = (0..<settings.members).map { member in
            var stream = seed.split(label: "member \(member)")
            return Perceptron(shape: shape, body: settings.body, head: settings.head, using: &stream)
        }
        reward = RewardModel(statistics: statistics, members: members)
        optimisers = members.map { _ in
            Adam(count: shape.parameterCount, settings: .init(decay: settings.decay))
        }
        let perEpoch = (train.count + settings.batch - 1) / settings.batch
        stepCount = settings.epochs * perEpoch
    }

    /// Makes one step; see `Training`.
    package mutating func advance() -> [Metric] {
        guard !isFinished else { return [] }
        let rate =
            settings.rate * 0.5 * (1 + Elementary.cos(Double.pi * Double(step) / Double(stepCount)))
        var loss = 0.0
        for member in reward.members.indices { loss += update(member, rate: rate) }
        step += 1
        var metrics = [Metric("train/loss", loss / Double(reward.members.count)), Metric("train/rate", rate)]
        let perEpoch = stepCount / settings.epochs
        if step % perEpoch == 0 { metrics += measure() }
        for metric in metrics { latest[metric.name] = metric.value }
        return metrics
    }

    /// One minibatch for one member: forward, loss, backward, step.
    private mutating func update(_ member: Int, rate: Double) -> Double {
        let order = seed.split(label: "order of member \(member)")
        let batch = minibatch(step, of: train.count, size: settings.batch, seed: order).map { train[$0] }
        let network = reward.members[member]
        let rows = batch.flatMap { $0.first + $0.second }
        let activations = network.forward(rows)
        var outputGradient = [Float](repeating: 0, count: 2 * batch.count)
        var loss = 0.0
        for (index, compared) in batch.enumerated() {
            let difference = Double(activations.outputs[2 * index] - activations.outputs[2 * index + 1])
            let one = comparisonLoss(difference: difference, preference: compared.preference)
            let share = compared.weight / Double(batch.count)
            loss += share * one.loss
            outputGradient[2 * index] = Float(share * one.gradient)
            outputGradient[2 * index + 1] = -Float(share * one.gradient)
        }
        var gradient = [Float](repeating: 0, count: network.parameters.count)
        network.backward(rows, activations, outputGradient: outputGradient, into: &gradient)
        clipGradient(&gradient, to: settings.clip)
        optimisers[member].advance(&reward.members[member].parameters, gradient: gradient, rate: rate)
        return loss
    }

    /// Loss and accuracy of the ensemble on what was held out; ties do not count as right or wrong.
    private func measure() -> [Metric] {
        guard !held.isEmpty else { return [] }
        var model = reward
        finish(&model)
        let differences = scoreDifferences(of: held, by: model)
        var (loss, right, decided) = (0.0, 0.0, 0.0)
        for (compared, difference) in zip(held, differences) {
            let preference = compared.preference
            loss += comparisonLoss(difference: model.rationality * difference, preference: preference).loss
            guard preference != 0.5 else { continue }
            decided += 1
            if (difference > 0) == (preference > 0.5) { right += 1 }
        }
        var metrics = [Metric("heldout/loss", loss / Double(held.count))]
        if decided > 0 { metrics.append(Metric("heldout/accuracy", right / decided)) }
        return metrics
    }

    /// The model as it is now.
    package var model: RewardModel {
        var model = reward
        finish(&model)
        model.card = ModelCard(
            method: "reward", settings: settings.description,
            counts: ["comparisons": train.count + held.count, "heldout": held.count], metrics: latest)
        return model
    }

    /// Gives scores their scale and fits the rationality to comparisons that were not learned from.
    private func finish(_ model: inout RewardModel) {
        model.normalise(demonstrations: demonstrations, references: references)
        let measured = held.isEmpty ? train : held
        let differences = scoreDifferences(of: measured, by: model)
        model.rationality = minimum(from: -4, through: 4) { logRationality in
            let rationality = Elementary.exp(logRationality)
            return zip(measured, differences).reduce(0) {
                $0
                    + $1.0.weight
                    * comparisonLoss(difference: rationality * $1.1, preference: $1.0.preference).loss
            }
        }
    }

    private func scoreDifferences(of compared: [Compared], by model: RewardModel) -> [Double] {
        let scores = model.judgements(ofRows: compared.flatMap { $0.first + $0.second }).map(\.score)
        return compared.indices.map { scores[2 * $0] - scores[2 * $0 + 1] }
    }

    /// e to the place where a convex function is least, by golden section.
    private func minimum(from low: Double, through high: Double, of loss: (Double) -> Double) -> Double {
        let ratio = (5.0.squareRoot() - 1) / 2
        var (a, b) = (low, high)
        var (c, d) = (b - ratio * (b - a), a + ratio * (b - a))
        var (atC, atD) = (loss(c), loss(d))
        for _ in 0..<40 {
            if atC < atD {
                (b, d, atD) = (d, c, atC)
                c = b - ratio * (b - a)
                atC = loss(c)
            } else {
                (a, c, atC) = (c, d, atD)
                d = a + ratio * (b - a)
                atD = loss(d)
            }
        }
        return Elementary.exp((a + b) / 2)
    }

    /// Parameters, optimiser and position; see `Training`.
    package var checkpoint: [UInt8] {
        var writer = BinaryWriter(magic: "QCKR", version: 1)
        writer.write(step)
        for (member, optimiser) in zip(reward.members, optimisers) {
            writer.write(member.parameters)
            optimiser.encode(to: &writer)
        }
        writer.write(latest)
        return writer.bytes
    }

    /// Goes back to a checkpoint; see `Training`.
    package mutating func restore(_ checkpoint: [UInt8]) throws(BinaryError) {
        var restored = self
        var reader = try BinaryReader(checkpoint, magic: "QCKR", version: 1)
        restored.step = try reader.readInt(in: 0...stepCount)
        for member in members {
            let count = reward.members[member].parameters.count
            restored.reward.members[member].parameters = try reader.readFloats(count: count)
            try restored.optimisers[member].decode(from: &reader)
        }
        restored.latest = try reader.readMetrics()
        try reader.finish()
        self = restored
    }

    private var members: Range<Int> { reward.members.indices }
}
