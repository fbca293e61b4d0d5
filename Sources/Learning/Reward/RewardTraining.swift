import Tensors
import Text

/// Learns a reward model from judgements of any kinds by maximum likelihood.
///
/// The loss of a judgement is its −log-likelihood in nats, and every judgement counts the same: likelihoods multiply
/// (Jeon, Milli and Dragan 2020). How much a kind has to say is its rationality β. That of comparisons is 1 (without
/// comparisons, of the first kind there is in `FeedbackKinds.all`); the others' begin at 1 and are fitted anew after
/// every epoch, to what is held out, unless the settings fix them. Cut-points are learned with the networks.
///
/// Every step each member of the ensemble takes one minibatch in an order of its own. The learning rate falls
/// as a cosine from `rate` to 0.
package struct RewardTraining: Training {
    /// Minibatches, or sampled batches, in the whole training.
    package let stepCount: Int
    /// Those that were made.
    package private(set) var step = 0
    private let settings: Settings
    private let train: [Example]
    private let held: [Example]
    /// The judgements that nothing is learned from, by their place in what was given.
    package let heldOut: [Int]
    private let demonstrations: [Float]
    private let references: [Float]
    private let seed: RandomStream
    /// The kind whose rationality is 1.
    private let anchor: String
    private var reward: RewardModel
    private var optimisers: [Adam]
    /// Each member's own order.
    private var batches: [Minibatches]
    /// Each member's own parameters of likelihoods, by name.
    private var parameters: [[String: Fitted]]
    /// β of the kinds relative to the anchor, as the next steps use them.
    private var relative: [String: Double] = [:]
    private var latest: [String: Double] = [:]

    /// A judgement as the networks see it.
    private struct Example {
        var kind: String
        var rows: [Float]
        var likelihood: any Likelihood
        var weight: Double

        var count: Int { rows.count / RewardFeature.count }
    }

    /// Parameters with their optimiser.
    private struct Fitted {
        var values: [Float]
        var optimiser: Adam

        mutating func advance(_ gradient: [Float], rate: Double) {
            optimiser.advance(&values, gradient: gradient, rate: rate)
        }
    }

    /// Cut-points move this much faster than networks: they begin where they would be right for equal rewards.
    private static let parameterRate = 10.0

    /// A training on judgements. `references` are samples of the start policy; they, and `demonstrations` if there
    /// are any, fix the scale of the scores, and without either the judged answers do.
    package init(
        settings: Settings = Settings(), statistics: WordStatistics, judgements: [JudgedAnswers],
        demonstrations: [AnsweredPassage] = [], references: [AnsweredPassage] = [], seed: RandomStream
    ) {
        self.settings = settings
        self.seed = seed
        var answers = AnswerFeatures(statistics: statistics)
        func features(_ answered: AnsweredPassage) -> [Float] {
            answers.features(of: [answered.text], to: answered.passage)
        }
        let examples = judgements.map { judged in
            Example(
                kind: judged.kind, rows: answers.features(of: judged.evidence.texts, to: judged.passage),
                likelihood: judged.evidence.likelihood, weight: judged.weight)
        }
        let parts = holdOut(
            fraction: settings.heldOut, of: judgements.map(\.passage.text),
            using: seed.split(label: "held-out"))
        train = parts.train.map { examples[$0] }
        held = parts.held.map { examples[$0] }
        heldOut = parts.held
        let kinds = Set(judgements.map(\.kind))
        anchor = FeedbackKinds.names.first(where: kinds.contains) ?? Comparison.name
        for kind in kinds where kind != anchor { relative[kind] = settings.rationality ?? 1 }
        self.demonstrations = demonstrations.flatMap(features)
        self.references = references.isEmpty ? examples.flatMap(\.rows) : references.flatMap(features)
        let shape = Perceptron.Shape(inputs: RewardFeature.count, hidden: settings.hidden)
        let members = (0..<settings.members).map { member in
            var stream = seed.split(label: "member \(member)")
            return Perceptron(shape: shape, body: settings.body, head: settings.head, using: &stream)
        }
        reward = RewardModel(statistics: statistics, members: members)
        optimisers = members.map { _ in
            Adam(count: shape.parameterCount, settings: .init(decay: settings.decay))
        }
        var own: [String: Fitted] = [:]
        let sharing = Dictionary(grouping: train.map(\.likelihood)) { $0.sharedParameters }
        for (name, likelihoods) in sharing {
            guard let name, let first = likelihoods.first else { continue }
            let start = type(of: first).startingParameters(of: likelihoods).map(Float.init)
            own[name] = Fitted(values: start, optimiser: Adam(count: start.count))
        }
        parameters = members.map { _ in own }
        let perEpoch = (train.count + settings.batch - 1) / settings.batch
        stepCount = settings.epochs * perEpoch
        batches = members.indices.map { [train] member in
            Minibatches(
                of: train.count, size: settings.batch, seed: seed.split(label: "order of member \(member)"))
        }
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
        let batch = batches[member].batch(step).map { train[$0] }
        let (loss, slopes, own) = loss(of: batch, by: reward.members[member], member)
        var gradient = slopes
        clipGradient(&gradient, to: settings.clip)
        optimisers[member].advance(&reward.members[member].parameters, gradient: gradient, rate: rate)
        for (name, slopes) in own {
            parameters[member][name]?.advance(slopes.map(Float.init), rate: rate * Self.parameterRate)
        }
        return loss
    }

    /// Forward and backward: the weighted mean over examples of the negative log-likelihood, its derivative by a network's
    /// parameters, and by those that the likelihoods of a member share.
    private func loss(of batch: [Example], by network: Perceptron, _ member: Int) -> (
        loss: Double, gradient: [Float], own: [String: [Double]]
    ) {
        let rows = batch.flatMap(\.rows)
        let activations = network.forward(rows)
        var outputGradient = [Float](repeating: 0, count: activations.outputs.count)
        var own = parameters[member].mapValues { [Double](repeating: 0, count: $0.values.count) }
        var loss = 0.0
        var place = 0
        for example in batch {
            let outputs = activations.outputs[place..<place + example.count]
            // Where only differences count they are taken before anything is widened: what was learned from
            // comparisons before there were other kinds keeps its bytes.
            let base = example.likelihood.isRelative ? outputs.last ?? 0 : 0
            let name = example.likelihood.sharedParameters
            let one = example.likelihood.loss(
                rewards: outputs.map { Double($0 - base) }, rationality: relative[example.kind] ?? 1,
                parameters: name.flatMap { parameters[member][$0]?.values.map(Double.init) } ?? [])
            let share = example.weight / Double(batch.count)
            loss += share * one.value
            for (index, slope) in one.gradient.enumerated() {
                outputGradient[place + index] = Float(share * slope)
            }
            if let name {
                for (index, slope) in one.parameterGradient.enumerated() {
                    own[name]?[index] += share * slope
                }
            }
            place += example.count
        }
        var gradient = [Float](repeating: 0, count: network.parameters.count)
        network.backward(rows, activations, outputGradient: outputGradient, into: &gradient)
        return (loss, gradient, own)
    }

    /// The loss of everything that is learned from, and its derivative, if the first member had these parameters.
    func trainingLoss(at parameters: [Float]) -> (loss: Double, gradient: [Float]) {
        var network = reward.members[0]
        network.parameters = parameters
        let (loss, gradient, _) = loss(of: train, by: network, 0)
        return (loss, gradient)
    }

    /// Loss and accuracy of the ensemble on what was held out; ties do not count as right or wrong. Fits the
    /// rationalities for the steps to come.
    private mutating func measure() -> [Metric] {
        if held.isEmpty, relative.isEmpty { return [] }
        var model = reward
        finish(&model)
        if settings.rationality == nil { relative = model.calibration.relative }
        guard !held.isEmpty else { return [] }
        let scored = scored(held, by: model)
        var (loss, right, decided) = (0.0, 0.0, 0.0)
        var byKind: [String: (loss: Double, count: Double)] = [:]
        for one in scored {
            let value = one.loss(model.calibration).value
            loss += value
            byKind[one.kind, default: (0, 0)].loss += value
            byKind[one.kind, default: (0, 0)].count += 1
            guard one.kind == Comparison.name,
                let preference = (one.likelihood as? RationalChoices)?.preference, preference != 0.5
            else { continue }
            decided += 1
            if (one.rewards[0] - one.rewards[1] > 0) == (preference > 0.5) { right += 1 }
        }
        var metrics = [Metric("heldout/loss", loss / Double(held.count))]
        if decided > 0 { metrics.append(Metric("heldout/accuracy", right / decided)) }
        if !relative.isEmpty {
            metrics += byKind.sorted { $0.key < $1.key }.map {
                Metric("heldout/loss/\($0.key)", $0.value.loss / $0.value.count)
            }
        }
        return metrics
    }

    /// The model as it is now.
    package var model: RewardModel {
        var model = reward
        finish(&model)
        model.card = ModelCard(
            method: "reward", settings: settings.description, counts: counts, metrics: latest)
        guard model.calibration.isMixed else { return model }
        model.card.metrics["rationality/\(anchor)"] = 1
        for (kind, beta) in model.calibration.relative { model.card.metrics["rationality/\(kind)"] = beta }
        for (name, values) in model.calibration.parameters {
            for (place, point) in CutPoints(parameters: values).points.enumerated() {
                model.card.metrics["\(name)/\(place + 1)"] = point
            }
        }
        return model
    }

    /// How many judgements of each kind there were, and how many were held out.
    private var counts: [String: Int] {
        var counts = ["heldout": held.count]
        for example in train + held { counts[example.kind + "s", default: 0] += 1 }
        return counts
    }

    /// Gives scores their scale and fits the rationalities to judgements that were not learned from.
    private func finish(_ model: inout RewardModel) {
        model.normalise(demonstrations: demonstrations, references: references)
        let learned = scored(train, by: model)
        let unseen = scored(held, by: model)
        model.calibration.relative = relative
        for name in parameters[0].keys {
            let members = parameters.compactMap { $0[name]?.values.map(Double.init) }
            model.calibration.parameters[name] = members[0].indices.map { place in
                members.reduce(0) { $0 + $1[place] } / Double(members.count)
            }
        }
        model.calibration.fit(
            unseen.isEmpty ? learned : unseen, all: learned + unseen, anchor: anchor,
            fixed: settings.rationality)
    }

    private func scored(_ examples: [Example], by model: RewardModel) -> [Calibration.Scored] {
        let scores = model.judgements(ofRows: examples.flatMap(\.rows)).map(\.score)
        var place = 0
        return examples.map { example in
            defer { place += example.count }
            return Calibration.Scored(
                kind: example.kind, likelihood: example.likelihood,
                rewards: Array(scores[place..<place + example.count]), weight: example.weight)
        }
    }

    /// Parameters, optimisers, rationalities and position; see `Training`.
    package var checkpoint: [UInt8] {
        var writer = BinaryWriter(magic: "QCKR", version: 2)
        writer.write(step)
        for member in reward.members.indices {
            writer.write(reward.members[member].parameters)
            optimisers[member].encode(to: &writer)
            for (_, fitted) in parameters[member].sorted(by: { $0.key < $1.key }) {
                writer.write(fitted.values)
                fitted.optimiser.encode(to: &writer)
            }
        }
        writer.write(relative)
        writer.write(latest)
        return writer.bytes
    }

    /// Goes back to a checkpoint; see `Training`.
    package mutating func restore(_ checkpoint: [UInt8]) throws(BinaryError) {
        var restored = self
        var reader = try BinaryReader(checkpoint, magic: "QCKR", version: 2)
        restored.step = try reader.readInt(in: 0...stepCount)
        for member in reward.members.indices {
            let count = reward.members[member].parameters.count
            restored.reward.members[member].parameters = try reader.readFloats(count: count)
            try restored.optimisers[member].decode(from: &reader)
            for name in parameters[member].keys.sorted() {
                guard var fitted = parameters[member][name] else { continue }
                fitted.values = try reader.readFloats(count: fitted.values.count)
                try fitted.optimiser.decode(from: &reader)
                restored.parameters[member][name] = fitted
            }
        }
        restored.relative = try reader.readMetrics()
        restored.latest = try reader.readMetrics()
        try reader.finish()
        self = restored
    }
}

extension RewardTraining {
    /// A training on comparisons alone.
    package init(
        settings: Settings = Settings(), statistics: WordStatistics, comparisons: [ComparedAnswers],
        demonstrations: [AnsweredPassage] = [], references: [AnsweredPassage] = [], seed: RandomStream
    ) {
        self.init(
            settings: settings, statistics: statistics, judgements: comparisons.map(JudgedAnswers.init),
            demonstrations: demonstrations, references: references, seed: seed)
    }
}
