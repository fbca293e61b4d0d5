/// A curve on one line of text.
package struct Sparkline: Hashable, Sendable {
    private static let bars = Array("▁▂▃▄▅▆▇█")

    /// The curve, in order; values that are not finite are left out.
    package var values: [Double]

    /// The curve of some values.
    package init(_ values: [Double]) { self.values = values }

    /// At most `width` bars from the least to the greatest value, each the mean of its part of the curve.
    package func text(width: Int) -> String {
        let values = values.filter(\.isFinite)
        guard !values.isEmpty, width > 0 else { return "" }
        let count = min(width, values.count)
        let means = (0..<count).map { bar -> Double in
            let part = values[values.count * bar / count..<values.count * (bar + 1) / count]
            return part.reduce(0, +) / Double(part.count)
        }
        let (low, high) = (means.min() ?? 0, means.max() ?? 0)
        return String(
            means.map { mean in
                let share = (mean - low) / (high - low)
                // No share at all where all values are equal, or so large that their sum is not a number.
                guard share.isFinite else { return Self.bars[0] }
                return Self.bars[max(0, min(7, Int(share * 8)))]
            })
    }
}
