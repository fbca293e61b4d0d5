import Tensors

/// How somebody who judges by known values, and errs, says which of two is better.
///
/// z = (second − first) / spread + noise · L, with L standard logistic; |z| falls between the bounds 0.05, 0.5, 1.25, 2 on
/// 5, 6, 7, 8 or 9, mirrored when z is negative. Then, with probability `noise`, a slip: the point is mirrored. On a scale
/// of fewer points a step stands for several of the nine; a tie on a scale that has none is the middle point on the side of
/// z.
package struct ComparisonScale: Sendable {
    /// A typical difference of two decent things that are compared.
    package var spread: Double
    /// From 0, never errs, to 0.5, says nothing.
    package var noise: Double
    /// The points of the scale, 2 to 9.
    package var points: Int

    /// A scale.
    package init(spread: Double, noise: Double, points: Int = 9) {
        (self.spread, self.noise, self.points) = (spread, noise, points)
    }

    /// The bounds of |z| between a tie, 4 (or 6), 3, 2 and 1.
    private static let bounds = [SimulatedOverseer.tie, 0.5, 1.25, 2]

    /// The point on which two values fall; a tie where one is unknown. Takes two numbers from the stream.
    package func point(_ first: Double?, _ second: Double?, using stream: inout RandomStream) -> Int {
        let logistic = stream.logistic()
        let slips = stream.uniform() < noise
        guard let first, let second else { return point(0, isSecond: logistic > 0) }
        let z = (second - first) / spread + noise * logistic
        let steps = Self.bounds.count { abs(z) >= $0 }
        return point(steps, isSecond: (z < 0) == slips)
    }

    /// The point that is `steps` of the nine-point scale's four from the middle.
    private func point(_ steps: Int, isSecond: Bool) -> Int {
        let sides = points / 2
        let isOdd = points % 2 == 1
        let away = (steps * sides + 3) / 4
        if isOdd { return sides + 1 + (isSecond ? away : -away) }
        let place = max(1, away)
        return isSecond ? sides + place : sides + 1 - place
    }
}

extension RandomStream {
    /// A standard logistic number.
    mutating func logistic() -> Double {
        // The middle of a multiple of 2⁻⁵³, so that neither logarithm meets 0.
        let uniform = uniform() + 0x1p-54
        return Elementary.log(uniform) - Elementary.log(1 - uniform)
    }
}
