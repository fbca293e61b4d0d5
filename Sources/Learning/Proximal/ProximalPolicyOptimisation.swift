import Tensors

/// Improves a policy against a reward model by PPO (Schulman et al. 2017) as language models are trained with
/// it (Ziegler et al. 2019, Stiennon et al. 2020): an episode is one answer to one passage.
///
/// One step of training: sample episodes with the policy; the reward of an action is -β (log π - log anchor),
/// and the last action gets the reward model's score on top; advantages by GAE from a separate value network;
/// then several epochs of clipped updates. Episode e takes its passage and its random stream from e alone.
package struct ProximalPolicyOptimisation: Training {
    /// Minibatches, or sampled batches, in the whole training.
    package let stepCount: Int
    /// Those that were made.
    package private(set) var step = 0
    private let settings: Settings
    private let reward: RewardModel
    private let anchor: ExtractivePolicy
    private let passages: [Question]
    private let seed: RandomStream
    private var policy: ExtractivePolicy
    private var value: ValueNetwork
    private var policyOptimiser: Adam
    private var valueOptimiser: Adam
    /// β, the price of a nat of KL; moves only when a target is set.
    private var kl: Double
    private var latest: [String: Double] = [:]

    /// A passage as policy and reward model see it.
    private struct Question {
        var policy: PassageReading
        var reward: PassageReading
    }

    /// A training of `start` on single passages, held near `anchor`, the latest supervised policy. Passages
    /// where no sentence fits the limit leave nothing to learn and are not used.
    package init(
        settings: Settings = Settings(), start: ExtractivePolicy, anchor: ExtractivePolicy,
        reward: RewardModel, passages: [Passage], seed: RandomStream
    ) {
        self.settings = settings
        self.reward = reward
        self.anchor = anchor
        self.seed = seed
        // Asked once: it compares the counts of all words.
        let sharesStatistics = reward.statistics == start.statistics
        self.passages = passages.compactMap { passage in
            let reading = start.reading(of: passage)
            if reading.eligible.isEmpty { return nil }
            let judged = sharesStatistics ? reading : reward.reading(of: passage)
            return Question(policy: reading, reward: judged)
        }
        policy = start
        value = ValueNetwork(reward: reward)
        let adam = Adam.Settings(epsilon: 1e-5)
        policyOptimiser = Adam(count: start.network.parameters.count, settings: adam)
        valueOptimiser = Adam(count: value.network.parameters.count, settings: adam)
        kl = settings.kl
        stepCount = self.passages.isEmpty ? 0 : (settings.episodes + settings.batch - 1) / settings.batch
    }

    /// Makes one step; see `Training`.
    package mutating func advance() -> [Metric] {
        guard !isFinished else { return [] }
        let first = step * settings.batch
        let episodes = questions(for: first..<min(first + settings.batch, settings.episodes)).map(sample)
        var actions = self.actions(of: episodes)
        let remaining = 1 - Double(step) / Double(stepCount)
        let update = optimise(&actions, rate: settings.rate * remaining)
        let metrics = measure(episodes, actions, update)
        adaptKL(to: episodes)
        step += 1
        for metric in metrics { latest[metric.name] = metric.value }
        return metrics
    }

    // MARK: Sampling

    /// An answer with everything that the update needs to know about each action in it.
    private struct Episode {
        var visits: [Visit] = []
        var score = 0.0
        var words = 0
        var exactKL = 0.0
        var entropy = 0.0
        /// Σ log π - log anchor.
        var logRatio = 0.0
    }

    /// One action: the candidates' rows, which was taken, and what policy, anchor and value thought then.
    private struct Visit {
        var rows: [Float]
        var count: Int
        var place: Int
        var logprob: Double
        var anchorLogprob: Double
        var state: [Float]
        var value = 0.0
    }

    /// The passage of each episode: the passages are gone through in a new order again and again.
    private func questions(for episodes: Range<Int>) -> [(episode: Int, question: Question)] {
        var orders: [Int: [Int]] = [:]
        return episodes.map { episode in
            let (pass, place) = episode.quotientAndRemainder(dividingBy: passages.count)
            var stream = seed.split(label: "pass \(pass)")
            let order = orders[pass] ?? stream.shuffled(Array(passages.indices))
            orders[pass] = order
            return (episode, passages[order[place]])
        }
    }

    private func sample(_ index: Int, _ question: Question) -> Episode {
        var stream = seed.split(label: "episode").split(label: UInt64(index))
        var selection = Selection(question.policy)
        var episode = Episode()
        while true {
            let candidates = selection.candidates
            if candidates.isEmpty { break }
            let rows = selection.rows(for: candidates)
            let decision = Decision(
                candidates: candidates, logits: policy.network.forward(rows).outputs,
                temperature: settings.temperature)
            let anchored = Decision(
                candidates: candidates, logits: anchor.network.forward(rows).outputs,
                temperature: settings.temperature)
            let place = decision.draw(using: &stream)
            let visit = Visit(
                rows: rows, count: candidates.count, place: place, logprob: decision.logProbabilities[place],
                anchorLogprob: anchored.logProbabilities[place],
                state: ValueNetwork.state(selection, in: question.reward))
            episode.exactKL += decision.kl(to: anchored)
            episode.entropy += decision.entropy
            episode.logRatio += visit.logprob - visit.anchorLogprob
            episode.visits.append(visit)
            if candidates[place] == Selection.stop { break }
            selection.take(candidates[place])
        }
        let values = value.network.forward(episode.visits.flatMap(\.state)).outputs
        for visit in values.indices { episode.visits[visit].value = Double(values[visit]) }
        let answer = Answer(text: "", choices: selection.choices)
        let judged = reward.judge(answer, for: question.reward)
        episode.score = judged.score - settings.pessimism * judged.spread
        episode.words = selection.words
        return episode
    }

    // MARK: Advantages

    /// A visit with what it turned out to be worth.
    private struct Action {
        var visit: Visit
        var advantage: Double
        var target: Double
    }

    private func actions(of episodes: [Episode]) -> [Action] {
        episodes.flatMap { episode in
            var rewards = episode.visits.map { -kl * ($0.logprob - $0.anchorLogprob) }
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

    /// Sums over all minibatches of an update, for the metrics.
    private struct Update {
        var policyLoss = 0.0
        var valueLoss = 0.0
        var approximateKL = 0.0
        var clipped = 0.0
        var minibatches = 0.0
    }

    private mutating func optimise(_ actions: inout [Action], rate: Double) -> Update {
        var update = Update()
        let size = (actions.count + settings.minibatches - 1) / settings.minibatches
        for epoch in 0..<settings.epochs {
            var stream = seed.split(label: "update \(step)").split(label: UInt64(epoch))
            stream.shuffle(&actions)
            for start in stride(from: 0, to: actions.count, by: size) {
                let minibatch = actions[start..<min(start + size, actions.count)]
                updatePolicy(minibatch, rate: rate, &update)
                updateValue(minibatch, rate: rate * settings.valueRate, &update)
                update.minibatches += 1
            }
        }
        return update
    }

    private mutating func updatePolicy(_ minibatch: ArraySlice<Action>, rate: Double, _ update: inout Update)
    {
        let advantages =
            settings.whiten ? whitened(minibatch.map(\.advantage)) : minibatch.map(\.advantage)
        var rows: [Float] = []
        rows.reserveCapacity(minibatch.reduce(0) { $0 + $1.visit.rows.count })
        for action in minibatch { rows += action.visit.rows }
        let activations = policy.network.forward(rows)
        var outputGradient = [Float](repeating: 0, count: activations.outputs.count)
        let share = 1 / Double(minibatch.count)
        var start = 0
        for (action, advantage) in zip(minibatch, advantages) {
            let visit = action.visit
            let logprobs = logSoftmax(
                activations.outputs[start..<start + visit.count], temperature: settings.temperature)
            let logprob = logprobs[visit.place]
            let loss = clippedPolicyLoss(
                logprob: logprob, old: visit.logprob, advantage: advantage, clip: settings.clip)
            update.policyLoss += share * loss.loss
            update.approximateKL += share * 0.5 * (logprob - visit.logprob) * (logprob - visit.logprob)
            // The share of ratios outside the bounds, whether or not the bound is the larger loss.
            if abs(Elementary.exp(logprob - visit.logprob) - 1) > settings.clip { update.clipped += share }
            if loss.gradient != 0 {
                // d log softmax(z / T)_a / d z_j = (1[j = a] - p_j) / T
                let scale = share * loss.gradient / settings.temperature
                for (offset, other) in logprobs.enumerated() {
                    let indicator = offset == visit.place ? 1.0 : 0
                    outputGradient[start + offset] = Float(scale * (indicator - Elementary.exp(other)))
                }
            }
            start += visit.count
        }
        var gradient = [Float](repeating: 0, count: policy.network.parameters.count)
        policy.network.backward(rows, activations, outputGradient: outputGradient, into: &gradient)
        clipGradient(&gradient, to: settings.gradientClip)
        policyOptimiser.advance(&policy.network.parameters, gradient: gradient, rate: rate)
    }

    private mutating func updateValue(_ minibatch: ArraySlice<Action>, rate: Double, _ update: inout Update) {
        let states = minibatch.flatMap(\.visit.state)
        let activations = value.network.forward(states)
        var outputGradient: [Float] = []
        let share = 1 / Double(minibatch.count)
        for (action, output) in zip(minibatch, activations.outputs) {
            let loss = clippedValueLoss(
                value: Double(output), old: action.visit.value, target: action.target,
                clip: settings.valueClip)
            update.valueLoss += share * loss.loss
            outputGradient.append(Float(settings.valueCoefficient * share * loss.gradient))
        }
        var gradient = [Float](repeating: 0, count: value.network.parameters.count)
        value.network.backward(states, activations, outputGradient: outputGradient, into: &gradient)
        clipGradient(&gradient, to: settings.gradientClip)
        valueOptimiser.advance(&value.network.parameters, gradient: gradient, rate: rate)
    }

    /// The controller of Ziegler et al. 2019, section 2.2: β rises while the KL is above the target.
    private mutating func adaptKL(to episodes: [Episode]) {
        guard settings.klTarget > 0 else { return }
        let measured = Moments(episodes.map(\.logRatio)).mean
        let error = min(max(measured / settings.klTarget - 1, -0.2), 0.2)
        kl *= 1 + error * Double(episodes.count) / settings.klHorizon
    }

    // MARK: Measuring

    private func measure(_ episodes: [Episode], _ actions: [Action], _ update: Update) -> [Metric] {
        func mean(_ quantity: (Episode) -> Double) -> Double { Moments(episodes.map(quantity)).mean }
        let returns = Moments(actions.map(\.target)).variance
        let errors = Moments(actions.map { $0.target - $0.visit.value }).variance
        let minibatches = max(update.minibatches, 1)
        return [
            Metric("reward/mean", mean(\.score)),
            Metric("reward/deviation", Moments(episodes.map(\.score)).variance.squareRoot()),
            Metric("kl", mean(\.logRatio)), Metric("kl/exact", mean(\.exactKL)),
            Metric("kl/coefficient", kl), Metric("entropy", mean(\.entropy)),
            Metric("words", mean { Double($0.words) }),
            Metric("sentences", mean { Double($0.visits.count) }),
            Metric("policy/loss", update.policyLoss / minibatches),
            Metric("approxkl", update.approximateKL / minibatches),
            Metric("clipfrac", update.clipped / minibatches),
            Metric("value/loss", update.valueLoss / minibatches),
            Metric("value/explained", returns > 0 ? 1 - errors / returns : 0),
        ]
    }

    /// The model as it is now.
    package var model: ExtractivePolicy { policy }

    /// What the model was made from, as it is now.
    package var card: ModelCard {
        ModelCard(
            method: "ppo", settings: settings.description,
            counts: ["passages": passages.count, "episodes": min(step * settings.batch, settings.episodes)],
            metrics: latest)
    }

    // MARK: Checkpoints

    /// Parameters, optimiser and position; see `Training`.
    package var checkpoint: [UInt8] {
        var writer = BinaryWriter(magic: "QCKP", version: 1)
        writer.write(step)
        writer.write(kl)
        writer.write(policy.network.parameters)
        writer.write(value.network.parameters)
        policyOptimiser.encode(to: &writer)
        valueOptimiser.encode(to: &writer)
        writer.write(latest)
        return writer.bytes
    }

    /// Goes back to a checkpoint; see `Training`.
    package mutating func restore(_ checkpoint: [UInt8]) throws(BinaryError) {
        var restored = self
        var reader = try BinaryReader(checkpoint, magic: "QCKP", version: 1)
        restored.step = try reader.readInt(in: 0...stepCount)
        restored.kl = try reader.readDouble()
        restored.policy.network.parameters = try reader.readFloats(count: policy.network.parameters.count)
        restored.value.network.parameters = try reader.readFloats(count: value.network.parameters.count)
        try restored.policyOptimiser.decode(from: &reader)
        try restored.valueOptimiser.decode(from: &reader)
        restored.latest = try reader.readMetrics()
        try reader.finish()
        self = restored
    }
}
