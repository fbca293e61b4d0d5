import Tensors

/// Improves a policy by imitating its own best answers, round after round (Anthony, Tian and Barber 2017; as
/// rejection sampling for language models Dong et al. 2023 and Gulcehre et al. 2023).
///
/// A round: the policy of the round before answers every passage several times; the answer to each that the reward
/// likes best, or every one above a threshold, is imitated by maximum likelihood of its choices in the order in
/// which they were made. The KL to the anchor is measured, not priced: `rounds` and `epochs` bound it.
package struct ExpertIteration: PolicyTraining {
    /// Passes over what is imitated, in all rounds.
    package let stepCount: Int
    /// Those that were made.
    package private(set) var step = 0
    private let settings: Settings
    private let sampler: EpisodeSampler
    private let seed: RandomStream
    private var policy: PolicyUpdate
    /// What this round imitates: the passage's place and the sentences in the order of choice.
    private var experts: [Imitated] = []
    private var latest: [String: Double] = [:]

    /// An answer to imitate.
    private struct Imitated: Hashable {
        var place: Int
        var choices: [Int]
    }

    /// A training on single passages; KL is measured to the practice's anchor.
    package init(settings: Settings = Settings(), practice: Practice, seed: RandomStream) {
        self.settings = settings
        self.seed = seed
        sampler = EpisodeSampler(
            practice, temperature: settings.temperature, pessimism: settings.pessimism, seed: seed)
        policy = PolicyUpdate(
            practice.start, temperature: settings.temperature, gradientClip: settings.gradientClip)
        stepCount = sampler.questions.isEmpty ? 0 : settings.rounds * settings.epochs
    }

    /// Makes one pass over what is imitated; the first of a round draws and chooses it. See `Training`.
    package mutating func advance() -> [Metric] {
        guard !isFinished else { return [] }
        var metrics = step % settings.epochs == 0 ? beginRound() : []
        let rate = settings.rate * (1 - Double(step) / Double(stepCount))
        var order = experts
        var stream = seed.split(label: "imitating \(step)")
        stream.shuffle(&order)
        var loss = 0.0
        for start in stride(from: 0, to: order.count, by: settings.batch) {
            let minibatch = order[start..<min(start + settings.batch, order.count)]
            let (mean, gradient) = imitation(of: Array(minibatch))
            loss += mean * Double(minibatch.count) / Double(order.count)
            policy.take(gradient, rate: rate)
        }
        metrics += [Metric("train/loss", loss), Metric("train/rate", rate)]
        step += 1
        for metric in metrics { latest[metric.name] = metric.value }
        return metrics
    }

    private mutating func beginRound() -> [Metric] {
        let first = step / settings.epochs * sampler.questions.count * settings.samples
        var episodes: [Episode] = []
        experts = []
        for place in sampler.questions.indices {
            let group = (0..<settings.samples).map {
                sampler.sample(
                    policy.policy, episode: first + place * settings.samples + $0, at: place)
            }
            experts += chosen(of: group).map { Imitated(place: place, choices: $0.choices) }
            episodes += group
        }
        return episodes.scoredMetrics + [Metric("experts", Double(experts.count))]
    }

    /// The answers of one passage to imitate, each once: the best, the earliest of equals, or all above the threshold.
    private func chosen(of group: [Episode]) -> [Episode] {
        if let threshold = settings.threshold {
            var seen: Set<[Int]> = []
            return group.filter { $0.score >= threshold && seen.insert($0.choices).inserted }
        }
        guard var best = group.first else { return [] }
        for episode in group.dropFirst() where episode.score > best.score { best = episode }
        return [best]
    }

    /// Forward and backward: the mean over answers of -log π of all their actions.
    private func imitation(of answers: [Imitated]) -> (loss: Double, gradient: [Float]) {
        var batch = ActionBatch()
        for answer in answers {
            var selection = Selection(sampler.questions[answer.place].policy)
            for action in answer.choices + [Selection.stop] {
                let candidates = selection.candidates
                guard let place = candidates.firstIndex(of: action) else { break }
                batch.addAction(at: batch.addState(rows: selection.rows(for: candidates)), place: place)
                if action != Selection.stop { selection.take(action) }
            }
        }
        let network = policy.policy.network
        let forward = batch.forward(network, temperature: settings.temperature)
        let share = 1 / Double(answers.count)
        let gradient = batch.gradient(
            of: network, forward, slopes: forward.logprobs.map { _ in -share },
            temperature: settings.temperature)
        return (-share * forward.logprobs.reduce(0, +), gradient)
    }

    /// The model as it is now.
    package var model: ExtractivePolicy { policy.policy }

    /// What the model was made from, as it is now.
    package var card: ModelCard {
        let rounds = (step + settings.epochs - 1) / settings.epochs
        return ModelCard(
            method: "expert", settings: settings.description,
            counts: [
                "passages": sampler.questions.count,
                "episodes": rounds * sampler.questions.count * settings.samples,
            ],
            metrics: latest)
    }

    /// Parameters, optimiser, position and what the round imitates; see `Training`.
    package var checkpoint: [UInt8] {
        var writer = BinaryWriter(magic: "QCKE", version: 1)
        writer.write(step)
        policy.encode(to: &writer)
        writer.write(experts.count)
        for expert in experts {
            writer.write(expert.place)
            writer.write(expert.choices.count)
            for choice in expert.choices { writer.write(choice) }
        }
        writer.write(latest)
        return writer.bytes
    }

    /// Goes back to a checkpoint; see `Training`.
    package mutating func restore(_ checkpoint: [UInt8]) throws(BinaryError) {
        var restored = self
        var reader = try BinaryReader(checkpoint, magic: "QCKE", version: 1)
        restored.step = try reader.readInt(in: 0...stepCount)
        try restored.policy.decode(from: &reader)
        restored.experts = []
        for _ in 0..<(try reader.readInt(in: 0...sampler.questions.count * settings.samples)) {
            // There is a passage where there is an answer to imitate, and in it a sentence.
            let place = try reader.readInt(in: 0...max(sampler.questions.count - 1, 0))
            let sentences = sampler.questions[place].policy.passage.sentences.count
            var choices: [Int] = []
            for _ in 0..<(try reader.readInt(in: 0...sentences)) {
                choices.append(try reader.readInt(in: 0...sentences - 1))
            }
            restored.experts.append(Imitated(place: place, choices: choices))
        }
        restored.latest = try reader.readMetrics()
        try reader.finish()
        self = restored
    }
}
