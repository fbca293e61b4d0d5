import Tensors

/// What one arm measured less what the baseline did, pair by pair.
///
/// Pairs of one cluster (the seeds of a book) are not independent of each other; clusters are. So every test here looks
/// at clusters' means, and each cluster counts the same however many pairs it has.
package struct PairedDifferences: Hashable, Sendable {
    /// The pairs of each cluster; none is empty.
    package let clusters: [[Double]]
    /// The mean difference of each cluster.
    package let clusterMeans: [Double]

    /// Differences by cluster; empty clusters are left out.
    package init(_ clusters: [[Double]]) {
        self.clusters = clusters.filter { !$0.isEmpty }
        clusterMeans = self.clusters.map { $0.reduce(0, +) / Double($0.count) }
    }

    /// How many pairs there are.
    package var pairs: Int { clusters.reduce(0) { $0 + $1.count } }
    /// The effect: the mean of the clusters' means; 0 without a cluster.
    package var mean: Double {
        clusterMeans.isEmpty ? 0 : clusterMeans.reduce(0, +) / Double(clusterMeans.count)
    }
    /// In how many clusters the arm is above the baseline.
    package var above: Int { clusterMeans.count { $0 > 0 } }
    /// In how many it is below.
    package var below: Int { clusterMeans.count { $0 < 0 } }

    /// The standard deviation of the clusters' means, divided by n − 1; 0 below two clusters.
    package var deviation: Double {
        guard clusterMeans.count > 1 else { return 0 }
        let mean = mean
        let squares = clusterMeans.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(clusterMeans.count - 1)).squareRoot()
    }

    /// The smallest true effect that a two-sided test at level `alpha` shows with probability `power` with so many
    /// clusters that vary so much: (z₁₋ₐ⁄₂ + z_power) · s / √n, the normal approximation. nil below two clusters.
    package func detectable(alpha: Double, power: Double = 0.8) -> Double? {
        guard clusterMeans.count > 1 else { return nil }
        let factor = NormalDistribution.quantile(1 - alpha / 2) + NormalDistribution.quantile(power)
        return factor * deviation / Double(clusterMeans.count).squareRoot()
    }
}
