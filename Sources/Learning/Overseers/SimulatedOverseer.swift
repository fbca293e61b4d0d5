/// A stand-in for a person: sees only a `View`, judges by a known gold reward, and errs.
///
///     let overseer = SimulatedOverseer(reward: reward, noise: 0.1, words: 1200)
///     let view = question.view(words: overseer.words)
///     let pairs = overseer.comparisons(view, using: &stream)
package struct SimulatedOverseer: Sendable {
    /// What it judges by.
    package let reward: GoldReward
    /// How much it errs, from 0 (never; its comparisons follow the gold) to 0.5 (they say nothing about it).
    package let noise: Double
    /// The most words that it reads for one judgement.
    package let words: Int
    /// How fast a person in its place would be.
    package let pace: OversightPace

    /// An overseer. Noise outside 0 ... 0.5 counts as the nearer end.
    package init(reward: GoldReward, noise: Double, words: Int, pace: OversightPace = OversightPace()) {
        self.reward = reward
        self.noise = min(0.5, max(0, noise))
        self.words = words
        self.pace = pace
    }
}
