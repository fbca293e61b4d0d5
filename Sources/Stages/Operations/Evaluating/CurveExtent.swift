/// How much is drawn for a curve of over-optimisation, and how much of it is fitted.
struct CurveExtent: Codable {
    /// Draws of each passage; `nil` for the usual number.
    var samples: Int?
    /// The largest n, or step, that is fitted; `nil` for the usual n, or all steps.
    var fit: Int?

    /// Draws for best of n where nothing else is asked for: the largest n.
    private static let usualSamples = 1_024
    /// The largest n that is fitted where nothing else is asked for.
    private static let usualFit = 64
    /// Draws of each model on the way of a training where nothing else is asked for.
    private static let usualSnapshotSamples = 64

    /// The same with the usual numbers in the place of what is not asked for.
    func filled(alongTraining: Bool) -> (samples: Int, fit: Int) {
        let samples = samples ?? (alongTraining ? Self.usualSnapshotSamples : Self.usualSamples)
        return (samples, fit ?? (alongTraining ? .max : min(Self.usualFit, samples)))
    }
}
