import Tensors

/// Sets examples aside for measuring: whole passages, so that no held-out example is about a text that was
/// learned from. With fewer than five passages nothing is held out.
func holdOut(
    fraction: Double, of texts: [String], using stream: RandomStream
) -> (train: [Int], held: [Int]) {
    var groups: [String: [Int]] = [:]
    var order: [String] = []
    for (index, text) in texts.enumerated() {
        if groups[text] == nil { order.append(text) }
        groups[text, default: []].append(index)
    }
    guard order.count >= 5, fraction > 0 else { return (Array(texts.indices), []) }
    var stream = stream
    stream.shuffle(&order)
    let target = max(1, Int((fraction * Double(texts.count)).rounded()))
    var held: [Int] = []
    for text in order.dropLast() where held.count < target { held += groups[text] ?? [] }
    let isHeld = Set(held)
    return (texts.indices.filter { !isHeld.contains($0) }, held.sorted())
}

/// The indices of one minibatch: `step` counts minibatches over all epochs, and each epoch goes through the
/// examples once in an order of its own.
func minibatch(_ step: Int, of count: Int, size: Int, seed: RandomStream) -> [Int] {
    let perEpoch = (count + size - 1) / size
    var stream = seed.split(label: UInt64(step / perEpoch))
    let order = stream.shuffled(Array(0..<count))
    let start = (step % perEpoch) * size
    return Array(order[start..<min(start + size, count)])
}
