/// A judgement of two among several candidates, on the nine-point scale.
package struct PairJudgement: Codable, Hashable, Sendable {
    /// The candidate that is judged first.
    package var first: Int
    /// The one it is compared with.
    package var second: Int
    /// 1, the first is far better, to 9, the second is; 5 is a tie.
    package var points: Int
    /// What this pair cost: its part of the one reading, and weighing the two.
    package var effort: Effort

    /// A judgement of a pair.
    package init(first: Int, second: Int, points: Int, effort: Effort) {
        self.first = first
        self.second = second
        self.points = points
        self.effort = effort
    }

    /// All pairs of `count` candidates: (0, 1), (0, 2), …, (1, 2), …
    package static func pairs(of count: Int) -> [(first: Int, second: Int)] {
        var pairs: [(first: Int, second: Int)] = []
        for first in 0..<max(0, count) {
            for second in (first + 1)..<max(count, first + 1) { pairs.append((first, second)) }
        }
        return pairs
    }
}
