import Tensors

/// The scale of a comparison: from 1, the first is far better, to `points`, the second is far better.
///
/// Nine points have a tie in the middle (5), eight have none. A point is a step in log-odds, as if reward
/// differences were what people put on the scale: P(first better) = σ(log 19 · (middle − p) / (middle − 1)),
/// so that the ends mean 0.95 and 0.05, a tie 0.5, and the nine points
/// 0.95, 0.90, 0.81, 0.68, 0.5, 0.32, 0.19, 0.10, 0.05.
package struct PreferenceScale: Codable, Hashable, Sendable {
    /// How many points there are, from 2 to 9.
    package let points: Int

    /// Nine points, as in the comparisons that OpenAI released.
    package static let nine = PreferenceScale(checked: 9)

    /// A scale of 2 to 9 points; nil otherwise.
    package init?(points: Int) {
        guard (2...9).contains(points) else { return nil }
        self.init(checked: points)
    }

    private init(checked points: Int) {
        self.points = points
    }

    /// Where neither is better; no point of the scale where `points` is even.
    package var middle: Double { Double(points + 1) / 2 }

    /// The soft target that a point stands for: P(first better).
    package func preference(at point: Int) -> Double {
        Elementary.sigmoid(Elementary.log(19) * (middle - Double(point)) / (middle - 1))
    }

    /// The point that says the same of the two in the other order.
    package func mirrored(_ point: Int) -> Int { points + 1 - point }
}
