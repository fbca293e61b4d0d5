import Tensors

/// Draws `count` answers and gives the one that the reward model likes best.
package struct BestOfPolicy: Policy {
    /// What draws.
    package let policy: ExtractivePolicy
    /// What chooses.
    package let reward: RewardModel
    /// How many answers are drawn, at least one.
    package let count: Int

    /// Best of `count`.
    package init(policy: ExtractivePolicy, reward: RewardModel, count: Int) {
        self.policy = policy
        self.reward = reward
        self.count = max(1, count)
    }

    /// KL(best of n ‖ policy), in nats: see ``BestOf/kl(_:)``.
    package var kl: Double { BestOf.kl(Double(count)) }

    /// The best draw, the earliest of equals. Drawing needs a temperature: 0 is taken as 1.
    package func answer(
        _ passage: Passage, temperature: Double = 1, using stream: inout RandomStream
    ) -> Answer {
        let reading = policy.reading(of: passage)
        let judged = reward.reading(of: passage)
        let drawn = temperature > 0 ? temperature : 1
        var best: (answer: Answer, score: Double)?
        for _ in 0..<count {
            let answer = policy.answer(reading, temperature: drawn, using: &stream)
            let score = reward.score(answer, for: judged)
            if let current = best, score <= current.score { continue }
            best = (answer, score)
        }
        var answer = best?.answer ?? Answer(text: "")
        answer.logprob = nil
        return answer
    }
}
