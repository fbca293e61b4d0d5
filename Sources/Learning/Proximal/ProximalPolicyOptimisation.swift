import Tensors

/// Improves a policy against a reward model by PPO (Schulman et al. 2017) as language models are trained with
/// it (Ziegler et al. 2019, Stiennon et al. 2020): an episode is one answer to one passage.
///
/// One step of training: sample episodes with the policy; the reward of an action is -β (log π - log anchor),
/// and the last action gets the reward model's score on top; advantages by GAE from a separate value network;
/// then several epochs of clipped updates. Episode e takes its passage and its random stream from e alone.
package struct ProximalPolicyOptimisation: PolicyTraining {
    /// Minibatches, or sampled batches, in the whole training.
    package let stepCount: Int
    /// Those that were made.
    package private(set) var step = 0
    private let settings: Settings
    private let sampler: EpisodeSampler
    private let seed: RandomStream
    private var policy: PolicyUpdate
    private var value: ValueNetwork
    private var valueOptimiser: Adam
    private var kl: KLControl
    private var latest: [String: Double] = [:]

    /// A training on single passages, held near the practice's anchor.
    package init(settings: Settings = Settings(), practice: Practice, seed: RandomStream) {
        self.settings = settings
        self.seed = seed
        sampler = EpisodeSampler(
            practice, temperature: settings.temperature, pessimism: settings.pessimism, seed: seed)
        policy = PolicyUpdate(practice.start, settings)
        value = ValueNetwork(reward: practice.reward)
        valueOptimiser = Adam(
            count: value.network.parameters.count, settings: Adam.Settings(epsilon: 1e-5))
        kl = KLControl(settings)
        stepCount =
            sampler.questions.isEmpty ? 0 : (settings.episodes + settings.batch - 1) / settings.batch
    }

    /// Makes one step; see `Training`.
    package mutating func advance() -> [Metric] {
        guard !isFinished else { return [] }
        let first = step * settings.batch
        let numbers = first..<min(first + settings.batch, settings.episodes)
        let episodes = zip(numbers, sampler.places(of: numbers)).map { sample($0, at: $1) }
        var actions = self.actions(of: episodes)
        let remaining = 1 - Double(step) / Double(stepCount)
        let (update, valueLoss) = optimise(&actions, rate: settings.rate * remaining)
        let metrics = measure(episodes, actions, update, valueLoss)
        kl.adapt(to: episodes)
        step += 1
        for metric in metrics { latest[metric.name] = metric.value }
        return metrics
    }

    private func sample(_ number: Int, at place: Int) -> Episode {
        var episode = sampler.sample(policy.policy, episode: number, at: place) {
            ValueNetwork.state($0, in: $1.reward)
        }
        episode.setValues(value.network.forward(episode.visits.flatMap(\.state)).outputs)
        return episode
    }

    // MARK: Advantages

    /// A visit with what it turned out to be worth.
    private struct Action {
        var visit: Episode.Visit
        var advantage: Double
        var target: Double
    }

    private func actions(of episodes: [Episode]) -> [Action] {
        episodes.flatMap { episode in
            var rewards = episode.visits.map { -kl.price * ($0.logprob - $0.anchorLogprob) }
            rewards[rewards.count - 1] += episode.score
            let (advantages, returns) = generalisedAdvantages(
                rewards: rewards, values: episode.visits.map(\.value), gamma: settings.gamma,
                lambda: settings.lambda)
            return episode.visits.indices.map {
                Action(visit: episode.visits[$0], advantage: advantages[$0], target: returns[$0])
            }
        }
    }

    // MARK: Updating

    private mutating func optimise(_ actions: inout [Action], rate: Double) -> (
        PolicyUpdate.Sums, valueLoss: Double
    ) {
        var update = PolicyUpdate.Sums()
        var valueLoss = 0.0
        let size = (actions.count + settings.minibatches - 1) / settings.minibatches
        for epoch in 0..<settings.epochs {
            var stream = seed.split(label: "update \(step)").split(label: UInt64(epoch))
            stream.shuffle(&actions)
            for start in stride(from: 0, to: actions.count, by: size) {
                let minibatch = actions[start..<min(start + size, actions.count)]
                updatePolicy(minibatch, rate: rate, &update)
                valueLoss += updateValue(minibatch, rate: rate * settings.valueRate)
            }
        }
        return (update, valueLoss)
    }

    private mutating func updatePolicy(
        _ minibatch: ArraySlice<Action>, rate: Double, _ update: inout PolicyUpdate.Sums
    ) {
        let advantages =
            settings.whiten ? whitened(minibatch.map(\.advantage)) : minibatch.map(\.advantage)
        let surrogates = zip(minibatch, advantages).map {
            PolicyUpdate.Surrogate(visits: [$0.visit], advantage: $1)
        }
        policy.step(surrogates, rate: rate, &update)
    }

    private mutating func updateValue(_ minibatch: ArraySlice<Action>, rate: Double) -> Double {
        let states = minibatch.flatMap(\.visit.state)
        let (loss, slopes) = value.loss(
            of: states, minibatch.map { (old: $0.visit.value, target: $0.target) }, clip: settings.valueClip,
            weight: settings.valueCoefficient)
        var gradient = slopes
        clipGradient(&gradient, to: settings.gradientClip)
        valueOptimiser.advance(&value.network.parameters, gradient: gradient, rate: rate)
        return loss
    }

    // MARK: Measuring

    private func measure(
        _ episodes: [Episode], _ actions: [Action], _ update: PolicyUpdate.Sums, _ valueLoss: Double
    ) -> [Metric] {
        let returns = Moments(actions.map(\.target)).variance
        let errors = Moments(actions.map { $0.target - $0.visit.value }).variance
        return episodes.scoredMetrics + [Metric("kl/coefficient", kl.price)] + update.metrics + [
            Metric("value/loss", valueLoss / max(update.count, 1)),
            Metric("value/explained", returns > 0 ? 1 - errors / returns : 0),
        ]
    }

    /// The model as it is now.
    package var model: ExtractivePolicy { policy.policy }

    /// What the model was made from, as it is now.
    package var card: ModelCard {
        ModelCard(
            method: "ppo", settings: settings.description,
            counts: [
                "passages": sampler.questions.count,
                "episodes": min(step * settings.batch, settings.episodes),
            ],
            metrics: latest)
    }

    // MARK: Checkpoints

    /// Parameters, optimiser and position; see `Training`.
    package var checkpoint: [UInt8] {
        var writer = BinaryWriter(magic: "QCPP", version: 1)
        writer.write(step)
        writer.write(kl.price)
        policy.encode(to: &writer)
        writer.write(value.network.parameters)
        valueOptimiser.encode(to: &writer)
        writer.write(latest)
        return writer.bytes
    }

    /// Goes back to a checkpoint; see `Training`.
    package mutating func restore(_ checkpoint: [UInt8]) throws(BinaryError) {
        var restored = self
        var reader = try BinaryReader(checkpoint, magic: "QCPP", version: 1)
        restored.step = try reader.readInt(in: 0...stepCount)
        restored.kl.price = try reader.readDouble()
        try restored.policy.decode(from: &reader)
        restored.value.network.parameters = try reader.readFloats(count: value.network.parameters.count)
        try restored.valueOptimiser.decode(from: &reader)
        restored.latest = try reader.readMetrics()
        try reader.finish()
        self = restored
    }
}
