import Artifacts

/// The rewards that were learned from growing shares of the same feedback, the smallest share first.
///
/// A `train: reward` with `curve` gives it at its port ``port``; the last point is the reward from all of it.
package struct RewardCurve: Codable, Hashable, Sendable {
    /// The port of a `train` stage's outputs at which it stands.
    package static let port = "curve"

    /// What was learned from one share.
    package struct Point: Codable, Hashable, Sendable {
        /// The judgements in the share.
        package var labels: Int
        /// The minutes that they took.
        package var minutes: Double
        /// The set of models.
        package var models: Digest
        /// By model, the passages that it learned from.
        package var learned: Digest
    }

    /// The shares, the smallest first.
    package var points: [Point]
}
