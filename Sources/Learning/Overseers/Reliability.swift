/// Whether probabilities mean what they say: predictions in bins, with what then happened.
package struct Reliability: Codable, Hashable, Sendable {
    /// The bins from probability 0 to 1, empty ones included.
    package let bins: [Bin]
    /// How many predictions there are.
    package let count: Int
    /// Mean squared difference of probability and outcome; nil without predictions.
    package let brier: Double?

    /// Predictions of about one probability.
    package struct Bin: Codable, Hashable, Sendable {
        /// The least probability in it.
        package var lower: Double
        /// The bound above; only the last bin includes it.
        package var upper: Double
        /// How many predictions it holds.
        package var count: Int
        /// Their mean probability; 0 when empty.
        package var probability: Double
        /// The mean outcome; 0 when empty.
        package var outcome: Double
    }

    /// A table of (probability, outcome) in `bins` bins of equal width. An outcome is 0 or 1, or a soft target
    /// between.
    package init(_ predictions: [(probability: Double, outcome: Double)], bins binCount: Int = 10) {
        let width = max(1, binCount)
        var sums = [(count: Int, probability: Double, outcome: Double)](repeating: (0, 0, 0), count: width)
        var squares = 0.0
        for (probability, outcome) in predictions {
            // The comparison with a bound comes first: what is not a number has no whole part.
            let place = probability > 0 ? min(width - 1, Int(min(1, probability) * Double(width))) : 0
            sums[place].count += 1
            sums[place].probability += probability
            sums[place].outcome += outcome
            squares += (probability - outcome) * (probability - outcome)
        }
        count = predictions.count
        brier = predictions.isEmpty ? nil : squares / Double(predictions.count)
        bins = sums.enumerated().map { index, sum in
            let n = Double(max(1, sum.count))
            return Bin(
                lower: Double(index) / Double(width), upper: Double(index + 1) / Double(width),
                count: sum.count,
                probability: sum.probability / n, outcome: sum.outcome / n)
        }
    }

    /// The expected calibration error: Σ (bin's share) |mean probability − mean outcome| (Naeini et al. 2015);
    /// nil without predictions.
    package var expectedCalibrationError: Double? {
        guard count > 0 else { return nil }
        var error = 0.0
        for bin in bins { error += Double(bin.count) / Double(count) * abs(bin.probability - bin.outcome) }
        return error
    }
}
