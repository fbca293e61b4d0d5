import Tensors

/// A training on minibatches of answers that were judged before it began: it draws none to be judged.
package protocol OfflineTraining: PolicyTraining {
    /// Four letters at the start of its checkpoints.
    static var magic: String { get }
    /// How far it has come.
    var progress: OfflineProgress { get set }
}

/// How far a training on judged answers has come: everything of it that changes.
package struct OfflineProgress: Sendable {
    /// The policy with its optimiser.
    var policy: PolicyUpdate
    /// Minibatches that were learned from.
    private(set) var step = 0
    /// The last value of each metric.
    private(set) var latest: [String: Double] = [:]

    /// No step yet.
    init(_ policy: PolicyUpdate) { self.policy = policy }

    /// A step against a gradient, at a rate that falls from `rate` to 0 linearly over `count` steps; gives the rate.
    mutating func take(_ gradient: [Float], rate: Double, of count: Int) -> Double {
        let rate = rate * (1 - Double(step) / Double(count))
        policy.take(gradient, rate: rate)
        step += 1
        return rate
    }

    /// Keeps the metrics of a step as the latest.
    mutating func keep(_ metrics: [Metric]) {
        for metric in metrics { latest[metric.name] = metric.value }
    }

    fileprivate func encoded(_ magic: String) -> [UInt8] {
        var writer = BinaryWriter(magic: magic, version: 1)
        writer.write(step)
        policy.encode(to: &writer)
        writer.write(latest)
        return writer.bytes
    }

    fileprivate mutating func decode(_ bytes: [UInt8], _ magic: String, steps: Int) throws(BinaryError) {
        var reader = try BinaryReader(bytes, magic: magic, version: 1)
        step = try reader.readInt(in: 0...steps)
        try policy.decode(from: &reader)
        latest = try reader.readMetrics()
        try reader.finish()
    }
}

extension OfflineTraining {
    /// Minibatches that were learned from.
    package var step: Int { progress.step }

    /// The model as it is now.
    package var model: ExtractivePolicy { progress.policy.policy }

    /// Parameters, optimiser and position; see `Training`.
    package var checkpoint: [UInt8] { progress.encoded(Self.magic) }

    /// Goes back to a checkpoint; see `Training`.
    package mutating func restore(_ checkpoint: [UInt8]) throws(BinaryError) {
        var restored = progress
        try restored.decode(checkpoint, Self.magic, steps: stepCount)
        progress = restored
    }
}
