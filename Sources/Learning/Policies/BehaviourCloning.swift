import Tensors

/// Learns to choose what demonstrations chose: maximum likelihood by teacher forcing.
///
/// A demonstration is free text; it is projected onto sentences of its passage (`Passage.projection`). A text
/// does not tell in which order its sentences were chosen, so by default each step visits them in a new random
/// order and all that are still missing are equally right: the policy learns which sentences belong into an
/// answer. (Taught in the order of the text it would learn to begin with early ones.) Stopping is the last
/// target where something would still have fitted.
package struct BehaviourCloning: PolicyTraining {
    /// Minibatches, or sampled batches, in the whole training.
    package let stepCount: Int
    /// Those that were made.
    package private(set) var step = 0
    private let settings: Settings
    private let train: [Imitated]
    private let held: [Imitated]
    private let seed: RandomStream
    private var policy: ExtractivePolicy
    private var optimiser: Adam
    private var batches: Minibatches
    private var latest: [String: Double] = [:]

    /// A demonstration as sentences.
    private struct Imitated {
        var reading: PassageReading
        var choices: [Int]
    }

    /// One decision: where its candidates begin, how many there are, and which of them are right.
    struct Target {
        var start: Int
        var count: Int
        var places: [Int]
    }

    /// The decisions of several demonstrations, with the rows of all candidates one after another.
    private struct Batch {
        var rows: [Float] = []
        var targets: [Target] = []
    }

    /// A training of `start` on demonstrations; those of which no sentence could be found are left out.
    package init(
        settings: Settings = Settings(), start: ExtractivePolicy, demonstrations: [AnsweredPassage],
        seed: RandomStream
    ) {
        self.settings = settings
        self.seed = seed
        policy = start
        optimiser = Adam(
            count: start.network.parameters.count, settings: Adam.Settings(decay: settings.decay))
        let imitated = demonstrations.map { demonstration in
            let choices = demonstration.passage.projection(of: demonstration.text)
            return Imitated(
                reading: start.reading(of: demonstration.passage),
                choices: settings.order == .text ? choices.sorted() : choices)
        }
        let parts = holdOut(
            fraction: settings.heldOut, of: demonstrations.map(\.passage.text),
            using: seed.split(label: "held-out"))
        train = parts.train.map { imitated[$0] }.filter { !$0.choices.isEmpty }
        held = parts.held.map { imitated[$0] }.filter { !$0.choices.isEmpty }
        batches = Minibatches(of: train.count, size: settings.batch, seed: seed.split(label: "order"))
        stepCount = settings.epochs * ((train.count + settings.batch - 1) / settings.batch)
    }

    /// Makes one step; see `Training`.
    package mutating func advance() -> [Metric] {
        guard !isFinished else { return [] }
        let batch = gather(
            batches.batch(step).map { train[$0] }, using: seed.split(label: "step \(step)"))
        let activations = policy.network.forward(batch.rows)
        let (loss, outputGradient) = Self.loss(of: activations.outputs, batch.targets)
        var gradient = [Float](repeating: 0, count: policy.network.parameters.count)
        policy.network.backward(batch.rows, activations, outputGradient: outputGradient, into: &gradient)
        clipGradient(&gradient, to: settings.clip)
        let rate = settings.rate * (1 - Double(step) / Double(stepCount))
        optimiser.advance(&policy.network.parameters, gradient: gradient, rate: rate)
        step += 1
        var metrics = [Metric("train/loss", loss), Metric("train/rate", rate)]
        if step % (stepCount / settings.epochs) == 0, !held.isEmpty {
            let batch = gather(held, using: seed.split(label: "held-out order"))
            let logits = policy.network.forward(batch.rows).outputs
            metrics.append(Metric("heldout/loss", Self.loss(of: logits, batch.targets).loss))
        }
        for metric in metrics { latest[metric.name] = metric.value }
        return metrics
    }

    /// Forward and backward: the mean over decisions of the cross-entropy to the uniform distribution over
    /// what is right, and its derivative by the logits, softmax - target.
    static func loss(of logits: [Float], _ targets: [Target]) -> (loss: Double, gradient: [Float]) {
        var loss = 0.0
        var gradient = [Float](repeating: 0, count: logits.count)
        let share = 1 / Double(targets.count)
        for target in targets {
            let logprobs = logSoftmax(logits[target.start..<target.start + target.count], temperature: 1)
            for (offset, logprob) in logprobs.enumerated() {
                gradient[target.start + offset] = Float(share * Elementary.exp(logprob))
            }
            let part = share / Double(target.places.count)
            for place in target.places {
                loss -= part * logprobs[place]
                gradient[target.start + place] -= Float(part)
            }
        }
        return (loss, gradient)
    }

    private func gather(_ demonstrations: [Imitated], using seed: RandomStream) -> Batch {
        var stream = seed
        var batch = Batch()
        for demonstration in demonstrations {
            var remaining = demonstration.choices
            if settings.order == .any { stream.shuffle(&remaining) }
            var selection = Selection(demonstration.reading)
            while true {
                let candidates = selection.candidates
                let action = remaining.first ?? Selection.stop
                let right = settings.order == .any && !remaining.isEmpty ? remaining : [action]
                let places = candidates.indices.filter { right.contains(candidates[$0]) }
                guard !places.isEmpty else { break }
                let start = batch.rows.count / CandidateFeature.count
                batch.targets.append(Target(start: start, count: candidates.count, places: places))
                batch.rows += selection.rows(for: candidates)
                if action == Selection.stop { break }
                selection.take(action)
                remaining.removeFirst()
            }
        }
        return batch
    }

    /// The model as it is now.
    package var model: ExtractivePolicy { policy }

    /// What the model was made from, as it is now.
    package var card: ModelCard {
        ModelCard(
            method: "bc", settings: settings.description,
            counts: ["demonstrations": train.count + held.count, "heldout": held.count], metrics: latest)
    }

    /// Parameters, optimiser and position; see `Training`.
    package var checkpoint: [UInt8] {
        var writer = BinaryWriter(magic: "QCKB", version: 1)
        writer.write(step)
        writer.write(policy.network.parameters)
        optimiser.encode(to: &writer)
        writer.write(latest)
        return writer.bytes
    }

    /// Goes back to a checkpoint; see `Training`.
    package mutating func restore(_ checkpoint: [UInt8]) throws(BinaryError) {
        var restored = self
        var reader = try BinaryReader(checkpoint, magic: "QCKB", version: 1)
        restored.step = try reader.readInt(in: 0...stepCount)
        restored.policy.network.parameters = try reader.readFloats(count: policy.network.parameters.count)
        try restored.optimiser.decode(from: &reader)
        restored.latest = try reader.readMetrics()
        try reader.finish()
        self = restored
    }
}
