/// What `compare` found: each arm against the baseline, metric by metric.
package struct Verdict: Codable, Hashable, Sendable {
    /// One arm against the baseline in one metric.
    package struct Line: Codable, Hashable, Sendable {
        /// The metric's name, as scores have it.
        package var metric: String
        /// The value of the axis.
        package var arm: String
        /// The arm's mean over clusters, of those pairs that both have.
        package var mean: Double
        /// The baseline's mean over the same pairs.
        package var baselineMean: Double
        /// The effect: `mean` less `baselineMean`.
        package var difference: Double
        /// Where the interval of the effect begins (cluster bootstrap, 1 − alpha).
        package var low: Double
        /// Where it ends.
        package var high: Double
        /// The two-sided chance of so large an effect where there is none.
        package var chance: Double
        /// The same, corrected for all lines of the verdict.
        package var adjusted: Double
        /// Clusters: books, where books are paired.
        package var clusters: Int
        /// Pairs: books times seeds.
        package var pairs: Int
        /// In how many clusters the arm is above the baseline.
        package var above: Int
        /// In how many it is below.
        package var below: Int
        /// The smallest true effect that would have been found four times in five; `nil` with one cluster.
        package var detectable: Double?
        /// The chance of being taken for equivalent while it is not; `nil` where no margin was given.
        package var equivalence: Double?
        /// Whether the effect lies outside what the placebo arm shows; `nil` without one.
        package var isBeyondPlacebo: Bool?
    }

    /// What an arm that cannot matter shows all the same.
    package struct Placebo: Codable, Hashable, Sendable {
        /// The metric's name.
        package var metric: String
        /// The least mean difference from the baseline among its draws: its seeds, or whatever else is paired.
        package var low: Double
        /// The greatest.
        package var high: Double
        /// How many draws there are.
        package var draws: Int
    }

    /// The axis.
    package var across: String
    /// The value that the others are compared with.
    package var baseline: String
    /// What is paired, as the file says it.
    package var pairBy: [String]
    /// The test's name.
    package var test: String
    /// The correction's name.
    package var correct: String
    /// The level.
    package var alpha: Double
    /// Within which arms count as equivalent; `nil` where that was not asked.
    package var equivalent: Double?
    /// The placebo arm's name.
    package var placebo: String?
    /// The findings, by metric and then in the order of the axis.
    package var lines: [Line]
    /// The placebo's band in each metric.
    package var bands: [Placebo]
    /// What a reader must know.
    package var remarks: [String]
}
