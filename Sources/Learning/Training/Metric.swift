/// A measured number with its name, such as `train/loss`.
package struct Metric: Codable, Hashable, Sendable {
    /// What was measured, in the field's words.
    package var name: String
    /// The measurement.
    package var value: Double

    /// A measurement.
    package init(_ name: String, _ value: Double) {
        self.name = name
        self.value = value
    }
}
