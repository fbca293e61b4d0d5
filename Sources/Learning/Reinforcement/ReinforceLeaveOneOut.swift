import Tensors

/// Improves a policy against a reward model by REINFORCE leave-one-out (Kool et al. 2019; Ahmadian et al. 2024):
/// no critic; what an answer is compared with are the other answers to the same passage.
///
/// One step of training: several answers to each of some passages; the reward of an answer is the reward model's
/// score - β Σ (log π - log anchor); its advantage is that less the mean of its siblings'. Then several epochs of
/// updates, with the clipped ratio of a whole answer's probability, as TRL's RLOOTrainer has it.
package struct ReinforceLeaveOneOut: PolicyTraining {
    /// Sampled batches in the whole training.
    package let stepCount: Int
    /// Those that were made.
    package private(set) var step = 0
    private let settings: Settings
    private let sampler: EpisodeSampler
    private let seed: RandomStream
    private var policy: PolicyUpdate
    private var kl: KLControl
    private var latest: [String: Double] = [:]

    /// A training on single passages, held near the practice's anchor.
    package init(settings: Settings = Settings(), practice: Practice, seed: RandomStream) {
        self.settings = settings
        self.seed = seed
        sampler = EpisodeSampler(
            practice, temperature: settings.temperature, pessimism: settings.pessimism, seed: seed)
        policy = PolicyUpdate(practice.start, settings)
        kl = KLControl(settings)
        stepCount = sampler.questions.isEmpty ? 0 : settings.steps
    }

    /// Makes one step; see `Training`.
    package mutating func advance() -> [Metric] {
        guard !isFinished else { return [] }
        let turns = step * settings.batch..<(step + 1) * settings.batch
        let groups = zip(turns, sampler.places(of: turns)).map { turn, place in
            (0..<settings.samples).map {
                sampler.sample(policy.policy, episode: turn * settings.samples + $0, at: place)
            }
        }
        let episodes = groups.flatMap { $0 }
        var advantages = groups.flatMap { group in
            leaveOneOutAdvantages(group.map { $0.score - kl.price * $0.divergence.k1 })
        }
        if settings.whiten { advantages = whitened(advantages) }
        let surrogates = zip(episodes, advantages).map {
            PolicyUpdate.Surrogate(visits: $0.visits, advantage: $1)
        }
        let remaining = 1 - Double(step) / Double(stepCount)
        let update = optimise(surrogates, rate: settings.rate * remaining)
        let metrics =
            episodes.scoredMetrics + [Metric("kl/coefficient", kl.price)] + update.metrics + [
                Metric("advantage/deviation", Moments(advantages).variance.squareRoot())
            ]
        kl.adapt(to: episodes)
        step += 1
        for metric in metrics { latest[metric.name] = metric.value }
        return metrics
    }

    private mutating func optimise(_ all: [PolicyUpdate.Surrogate], rate: Double) -> PolicyUpdate.Sums {
        var sums = PolicyUpdate.Sums()
        var surrogates = all
        let size = (surrogates.count + settings.minibatches - 1) / settings.minibatches
        for epoch in 0..<settings.epochs {
            var stream = seed.split(label: "update \(step)").split(label: UInt64(epoch))
            stream.shuffle(&surrogates)
            for start in stride(from: 0, to: surrogates.count, by: size) {
                let minibatch = surrogates[start..<min(start + size, surrogates.count)]
                policy.step(Array(minibatch), rate: rate, &sums)
            }
        }
        return sums
    }

    /// The model as it is now.
    package var model: ExtractivePolicy { policy.policy }

    /// What the model was made from, as it is now.
    package var card: ModelCard {
        ModelCard(
            method: "rloo", settings: settings.description,
            counts: [
                "passages": sampler.questions.count, "episodes": step * settings.batch * settings.samples,
            ],
            metrics: latest)
    }

    /// Parameters, optimiser and position; see `Training`.
    package var checkpoint: [UInt8] {
        var writer = BinaryWriter(magic: "QCKR", version: 1)
        writer.write(step)
        writer.write(kl.price)
        policy.encode(to: &writer)
        writer.write(latest)
        return writer.bytes
    }

    /// Goes back to a checkpoint; see `Training`.
    package mutating func restore(_ checkpoint: [UInt8]) throws(BinaryError) {
        var restored = self
        var reader = try BinaryReader(checkpoint, magic: "QCKR", version: 1)
        restored.step = try reader.readInt(in: 0...stepCount)
        restored.kl.price = try reader.readDouble()
        try restored.policy.decode(from: &reader)
        restored.latest = try reader.readMetrics()
        try reader.finish()
        self = restored
    }
}
