import Tensors

/// What one sampled answer says about KL(π ‖ anchor), in nats an answer.
///
/// With d = log π - log anchor of an action that π drew, the estimators of Schulman 2020 ("Approximating KL
/// divergence") are summed over the answer's actions. Given the states, k1 and k3 have the exact KL as their
/// mean; k2 has it only where the policies are near.
struct Divergence: Hashable, Sendable {
    /// Σ d: unbiased, of large variance; negative at times.
    var k1 = 0.0
    /// Σ d² / 2: biased, of small variance.
    var k2 = 0.0
    /// Σ (exp(-d) - 1 + d): unbiased, never negative.
    var k3 = 0.0
    /// Σ over the visited states of the whole distribution's KL: what the others estimate.
    var exact = 0.0

    /// Adds an action, and the KL of the distribution that it was drawn from.
    mutating func add(logRatio: Double, exact: Double) {
        k1 += logRatio
        k2 += 0.5 * logRatio * logRatio
        k3 += Elementary.exp(-logRatio) - 1 + logRatio
        self.exact += exact
    }
}
