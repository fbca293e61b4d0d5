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
