import Tensors

/// Measures how far a policy has gone from its reference, by drawing answers of its own to some passages.
///
/// What is learned from judged answers alone never draws any; its KL is not priced by the answer and can run away.
struct DivergenceProbe: Sendable {
    /// The most passages that are answered.
    static let most = 64

    private let readings: [PassageReading]
    private let reference: ExtractivePolicy
    private let seed: RandomStream

    /// A probe over passages, of which at most ``most`` are answered, drawn by the seed.
    init(_ readings: [PassageReading], reference: ExtractivePolicy, seed: RandomStream) {
        var stream = seed
        self.readings = Array(
            stream.shuffled(readings.filter { !$0.eligible.isEmpty }).prefix(Self.most))
        self.reference = reference
        self.seed = seed
    }

    /// Lengths, entropy and the estimates of KL of one answer to each passage; other ones at another `step`.
    func metrics(of policy: ExtractivePolicy, step: Int) -> [Metric] {
        readings.indices.map { index -> Episode in
            var stream = seed.split(label: "step \(step)").split(label: UInt64(index))
            return Episode(
                of: policy, anchor: reference, in: readings[index], temperature: 1, using: &stream)
        }.metrics
    }
}
