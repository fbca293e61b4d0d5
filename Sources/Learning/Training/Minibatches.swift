import Tensors

/// Minibatches of examples: each epoch goes through all of them once, in an order of its own.
struct Minibatches: Sendable {
    private let count: Int
    private let size: Int
    private let seed: RandomStream
    /// The order of the epoch that was looked at last.
    private var order: (epoch: Int, indices: [Int]) = (-1, [])

    /// Of `count` examples, `size` in each but the last of an epoch.
    init(of count: Int, size: Int, seed: RandomStream) {
        (self.count, self.size, self.seed) = (count, size, seed)
    }

    /// The examples' indices at a step; steps are counted over all epochs.
    mutating func batch(_ step: Int) -> [Int] {
        let perEpoch = (count + size - 1) / size
        let epoch = step / perEpoch
        if order.epoch != epoch {
            var stream = seed.split(label: UInt64(epoch))
            order = (epoch, stream.shuffled(Array(0..<count)))
        }
        let start = (step % perEpoch) * size
        return Array(order.indices[start..<min(start + size, count)])
    }
}
