/// An interval from a number of resampled values.
package struct ResampledInterval: Codable, Hashable, Sendable {
    /// The lower end.
    package var low: Double
    /// The upper end.
    package var high: Double

    /// The central 95 % of the values: their 2.5th and 97.5th percentiles. nil without a value.
    package init?(_ values: [Double]) {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        low = Self.percentile(0.025, of: sorted)
        high = Self.percentile(0.975, of: sorted)
    }

    /// The value below which a share of the values lies, with linear interpolation, as numpy's `percentile`; between a
    /// number and infinity it is infinite.
    static func percentile(_ share: Double, of sorted: [Double]) -> Double {
        let place = share * Double(sorted.count - 1)
        let below = Int(place)
        let above = min(below + 1, sorted.count - 1)
        let part = place - Double(below)
        if part == 0 || sorted[below] == sorted[above] { return sorted[below] }
        return sorted[below] + part * (sorted[above] - sorted[below])
    }
}
