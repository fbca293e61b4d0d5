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
    /// The points of the scale on which it compares, 2 to 9.
    package let points: Int
    /// The points of the scale on which it rates, from 2.
    package let scale: Int

    /// An overseer. Noise outside 0 ... 0.5 counts as the nearer end, and so do scales.
    package init(
        reward: GoldReward, noise: Double, words: Int, pace: OversightPace = OversightPace(), points: Int = 9,
        scale: Int = Rating.usualScale
    ) {
        self.reward = reward
        self.noise = min(0.5, max(0, noise))
        self.words = words
        self.pace = pace
        self.points = min(9, max(2, points))
        self.scale = min(100, max(2, scale))
    }

    /// The name of a simulated overseer in what it says: two who differ in anything are two people, and what one says
    /// does not replace what the other said.
    package static func person(gold: Gold, noise: Double, seed: UInt64) -> String {
        person(judgingBy: gold.rawValue, noise: noise, seed: seed)
    }

    /// The name of a simulated overseer who judges by a gold that is not about answers.
    package static func person(judgingBy gold: String, noise: Double, seed: UInt64) -> String {
        "simulated, gold \(gold), noise \(noise), seed \(seed)"
    }

    /// The noise of a simulated overseer by its name; nil for a person.
    package static func noise(ofPerson person: String) -> Double? {
        let parts = person.split(separator: ", ")
        guard parts.count == 4, parts[0] == "simulated", parts[2].hasPrefix("noise ") else { return nil }
        return Double(parts[2].dropFirst(6))
    }
}
