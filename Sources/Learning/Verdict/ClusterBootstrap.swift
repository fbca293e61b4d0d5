import Tensors

/// The mean difference over clusters drawn with replacement (Efron 1979; Davison and Hinkley 1997, chapter 3.8): each
/// cluster is drawn whole, with all its pairs.
package struct ClusterBootstrap: Hashable, Sendable {
    /// The resampled means, in rising order.
    private let means: [Double]

    /// Draws as many clusters as there are, `resamples` times.
    package init(_ differences: PairedDifferences, resamples: Int = 10_000, using stream: RandomStream) {
        var stream = stream
        let clusters = differences.clusterMeans
        let times = clusters.isEmpty ? 0 : resamples
        means = ClusterResampling.map(of: clusters.count, times: times, using: &stream) { drawn in
            drawn.reduce(0) { $0 + clusters[$1] } / Double(clusters.count)
        }.sorted()
    }

    /// The central 1 − `alpha` of the resampled means (percentile interval); nil without a cluster.
    package func interval(alpha: Double) -> ClosedRange<Double>? {
        guard !means.isEmpty else { return nil }
        let low = percentile(alpha / 2)
        return low...max(low, percentile(1 - alpha / 2))
    }

    /// Twice the smaller share of resampled means on either side of 0, with one more counted on each, so that it is
    /// never 0: the level at which the percentile interval ends at 0.
    package var twoSided: Double { min(1, 2 * min(share { $0 <= 0 }, share { $0 >= 0 })) }

    /// The larger of the two one-sided chances that the effect lies at or beyond ±`margin` (two one-sided tests,
    /// Schuirmann 1987): where it is below a level, the arms are equivalent within the margin at that level.
    package func equivalence(margin: Double) -> Double {
        max(share { $0 <= -margin }, share { $0 >= margin })
    }

    private func share(_ counts: (Double) -> Bool) -> Double {
        (Double(means.count(where: counts)) + 1) / (Double(means.count) + 1)
    }

    private func percentile(_ share: Double) -> Double { ResampledInterval.percentile(share, of: means) }
}
