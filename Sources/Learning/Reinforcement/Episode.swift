import Tensors

/// One answer to one passage, drawn from a policy, with everything that an update needs to know about it.
struct Episode: Sendable {
    /// The actions, in order.
    private(set) var visits: [Visit] = []
    /// The sentences that were chosen, in the order of choice.
    private(set) var choices: [Int] = []
    /// Words in them.
    private(set) var words = 0
    /// Whether the policy stopped by itself. Otherwise nothing more fitted: the answer is complete too, never
    /// cut, so that no penalty for a missing end applies.
    private(set) var stopped = false
    /// What the answer says about the KL to the anchor.
    private(set) var divergence = Divergence()
    /// Σ of the entropies at the visited states, in nats.
    private(set) var entropy = 0.0
    /// What the reward model thinks of the answer.
    var score = 0.0

    /// One action: the candidates' rows, which was taken, and what policy, anchor and value thought then.
    struct Visit: Sendable {
        /// The rows of the state's candidates.
        var rows: [Float]
        /// Which of them was taken.
        var place: Int
        /// log π of the action when it was taken.
        var logprob: Double
        /// log anchor of it.
        var anchorLogprob: Double
        /// The value network's inputs; empty where no value is learned.
        var state: [Float] = []
        /// The value of the state when it was visited.
        var value = 0.0
    }

    /// Draws an answer from `policy` at a temperature. `observe` gives a state's inputs of a value network.
    init(
        of policy: ExtractivePolicy, anchor: ExtractivePolicy, in reading: PassageReading,
        temperature: Double, using stream: inout RandomStream,
        observe: (Selection) -> [Float] = { _ in [] }
    ) {
        var selection = Selection(reading)
        while true {
            let candidates = selection.candidates
            if candidates.isEmpty { break }
            let rows = selection.rows(for: candidates)
            let decision = Decision(
                candidates: candidates, logits: policy.network.forward(rows).outputs,
                temperature: temperature)
            let anchored = Decision(
                candidates: candidates, logits: anchor.network.forward(rows).outputs,
                temperature: temperature)
            let place = decision.draw(using: &stream)
            let visit = Visit(
                rows: rows, place: place, logprob: decision.logProbabilities[place],
                anchorLogprob: anchored.logProbabilities[place], state: observe(selection))
            divergence.add(logRatio: visit.logprob - visit.anchorLogprob, exact: decision.kl(to: anchored))
            entropy += decision.entropy
            visits.append(visit)
            stopped = candidates[place] == Selection.stop
            if stopped { break }
            selection.take(candidates[place])
        }
        choices = selection.choices
        words = selection.words
    }

    /// Sets the value of each visited state.
    mutating func setValues(_ values: [Float]) {
        for visit in values.indices { visits[visit].value = Double(values[visit]) }
    }
}

extension [Episode] {
    /// The mean of a quantity over the episodes, summed in their order.
    func mean(_ quantity: (Episode) -> Double) -> Double { Moments(map(quantity)).mean }

    /// Lengths, entropy and the estimates of KL.
    var metrics: [Metric] {
        [
            Metric("kl", mean(\.divergence.k1)), Metric("kl/k2", mean(\.divergence.k2)),
            Metric("kl/k3", mean(\.divergence.k3)), Metric("kl/exact", mean(\.divergence.exact)),
            Metric("entropy", mean(\.entropy)), Metric("words", mean { Double($0.words) }),
            Metric("sentences", mean { Double($0.visits.count) }),
            Metric("stopped", mean { $0.stopped ? 1 : 0 }),
        ]
    }

    /// Mean and spread of the scores, then `metrics`.
    var scoredMetrics: [Metric] {
        [
            Metric("reward/mean", mean(\.score)),
            Metric("reward/deviation", Moments(map(\.score)).variance.squareRoot()),
        ] + metrics
    }
}
