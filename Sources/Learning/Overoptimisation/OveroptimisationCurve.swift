/// How far proxy and gold go apart as a policy, or a decomposer, is optimised, over the passages of one height or of all.
///
/// Rewards are in standard deviations of what the start policy writes to one passage, and 0 is what it writes on
/// average (Gao et al. 2022 centre and scale so, too).
package struct OveroptimisationCurve: Codable, Hashable, Sendable {
    /// Between which bounds 95 % of the resamples lie; no upper bound where they have no end.
    package struct Interval: Codable, Hashable, Sendable {
        /// The 2.5th percentile.
        package var low: Double
        /// The 97.5th percentile; nil where that is infinite.
        package var high: Double?
    }

    /// The rewards at one n, or of one snapshot of a training.
    package struct Point: Codable, Hashable, Sendable {
        /// n of best of n, or the step of the training.
        package var stage: Int
        /// KL from the start policy, in nats, the mean over passages.
        package var kl: Double
        /// KL of best of n where draws tie, which is less; nil for a training, whose KL is exact.
        package var tiedKL: Double?
        /// d = √KL.
        package var distance: Double
        /// The mean proxy.
        package var proxy: Double
        /// Where the proxy lies.
        package var proxyInterval: Interval
        /// The mean gold.
        package var gold: Double
        /// Where the gold lies.
        package var goldInterval: Interval
        /// Whether the fit has seen it.
        package var isFitted: Bool
    }

    /// The fitted curve and what it says.
    package struct Prediction: Codable, Hashable, Sendable {
        /// The curve.
        package var fit: OveroptimisationFit
        /// Where α lies.
        package var alpha: Interval
        /// Where β lies.
        package var beta: Interval
        /// d*, where gold is greatest; nil where it never turns over.
        package var optimum: Double?
        /// Where d* lies; nil where there is none.
        package var optimumInterval: Interval?
        /// The gold at d*.
        package var gold: Double?
        /// The root mean square of fit less measured gold, over the points that the fit has not seen; nil without any.
        package var error: Double?
        /// Whether gold turns over for certain: β's interval lies above 0. Only then is there a place to stop.
        package var isCertain: Bool
    }

    /// Where gold was measured to be greatest.
    package struct Peak: Codable, Hashable, Sendable {
        /// The n, or the step.
        package var stage: Int
        /// Its √KL.
        package var distance: Double
        /// Where the √KL of the greatest gold lies.
        package var interval: Interval
        /// The gold there.
        package var gold: Double
        /// What of it is lost at the last point.
        package var loss: Double
        /// Where that loss lies.
        package var lossInterval: Interval
    }

    /// What is resampled for the intervals.
    package enum Cluster: String, Codable, Hashable, Sendable {
        /// Whole books, where there are ten or more.
        case books
        /// Passages, where there are fewer books.
        case passages
    }

    /// What was optimised.
    package enum Subject: String, Codable, Hashable, Sendable {
        /// A decomposer: draws are ways to cut a passage.
        case cuts
    }

    /// What was optimised; nil for a policy.
    package var subject: Subject?
    /// The height of the nodes; nil for all heights together.
    package var height: Int?
    /// How the policy was optimised.
    package var form: OveroptimisationFit.Form
    /// How many passages there are.
    package var passages: Int
    /// How many books they are of.
    package var books: Int
    /// What is resampled.
    package var cluster: Cluster
    /// The points, the nearest to the start policy first.
    package var points: [Point]
    /// The fit; nil where the points do not fix it.
    package var prediction: Prediction?
    /// Where gold was measured to be greatest.
    package var peak: Peak
}
