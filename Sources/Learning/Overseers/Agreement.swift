/// How often a reward prefers what the overseer preferred.
package struct Agreement: Codable, Hashable, Sendable {
    /// Comparisons in which both prefer the same; where the reward is indifferent a half.
    package var agreed: Double
    /// Comparisons in which the overseer preferred one.
    package var counted: Int
    /// Comparisons that the overseer called a tie; they count neither way.
    package var ties: Int

    /// Compares the sign of each reward margin (first less second) with the side of 0.5 on which the overseer's
    /// P(first better) lies. The two lists are of one length.
    package init(margins: [Double], preferences: [Double]) {
        agreed = 0
        counted = 0
        ties = 0
        for (margin, preference) in zip(margins, preferences) {
            if preference == 0.5 {
                ties += 1
                continue
            }
            counted += 1
            if margin == 0 {
                agreed += 0.5
            } else if (margin > 0) == (preference > 0.5) {
                agreed += 1
            }
        }
    }

    /// Compares a reward with comparisons.
    package init(_ comparisons: [Comparison], reward: (String, JudgedPassage) -> Double) {
        self.init(
            margins: comparisons.map { reward($0.first, $0.passage) - reward($0.second, $0.passage) },
            preferences: comparisons.map(\.preference))
    }

    /// The share that agrees; nil where every comparison was a tie or there was none.
    package var accuracy: Double? { counted > 0 ? agreed / Double(counted) : nil }
}
