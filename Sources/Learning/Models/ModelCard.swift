/// What a model was made from, kept inside its file.
package struct ModelCard: Codable, Hashable, Sendable {
    /// How it learned, such as `bc` or `ppo`.
    package var method: String
    /// The settings that were in force, by name.
    package var settings: [String: String]
    /// The model it started from, in words; empty where there was none.
    package var from: String
    /// How much it learned from, such as `demonstrations`: 40.
    package var counts: [String: Int]
    /// The last value of each metric.
    package var metrics: [String: Double]

    /// A card.
    package init(
        method: String = "", settings: [String: String] = [:], from: String = "", counts: [String: Int] = [:],
        metrics: [String: Double] = [:]
    ) {
        self.method = method
        self.settings = settings
        self.from = from
        self.counts = counts
        self.metrics = metrics
    }
}
