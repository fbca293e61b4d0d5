import Tensors

/// An interval for a number that is measured on things in clusters, such as judgements in books: the clusters are
/// drawn anew, with replacement, and the number is measured on all that is in them (percentile method; Efron and
/// Tibshirani 1993, chapter 13; Cameron, Gelbach and Miller 2008 for clusters).
///
/// Judgements of one book depend on one another: an interval over single judgements would be too narrow. Differences
/// of arms have `ClusterBootstrap`, which needs no more than their means.
package enum ClusterInterval {
    /// Fewer clusters than that give no interval worth the name.
    package static let leastClusters = 5
    /// How often clusters are drawn anew.
    package static let resamples = 2000

    /// The bounds between which 95 % of the resampled values lie; nil where there are fewer than
    /// `leastClusters`, or no resample has a value.
    ///
    /// - Parameters:
    ///   - clusters: the cluster of each thing that is measured.
    ///   - measure: the number measured on things by their places, each as often as it was drawn; nil where it has
    ///     none.
    package static func interval(
        clusters: [String], measure: ([Int]) -> Double?
    ) -> ResampledInterval? {
        let names = Set(clusters).sorted()
        guard names.count >= leastClusters else { return nil }
        var members: [String: [Int]] = [:]
        for (place, name) in clusters.enumerated() { members[name, default: []].append(place) }
        var stream = RandomStream(seed: 0).split(label: "cluster bootstrap")
        let groups = names.map { members[$0] ?? [] }
        let values = ClusterResampling.map(of: names.count, times: resamples, using: &stream) { drawn in
            measure(drawn.flatMap { groups[$0] })
        }
        return ResampledInterval(values.compactMap { $0 })
    }
}
