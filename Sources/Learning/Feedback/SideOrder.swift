import Tensors

/// On which side each candidate lies: a function of (seed, item, person) and of nothing else, so that a page
/// drawn again shows the same, and a policy has no side of its own.
package enum SideOrder {
    /// The side of each of `count` candidates, from 1: `sides[i]` is where candidate `i` lies.
    package static func sides(of count: Int, seed: UInt64, item: String, person: String) -> [Int] {
        guard count > 0 else { return [] }
        var stream = RandomStream(seed: seed).split(label: item).split(label: person)
        return stream.shuffled(Array(1...count))
    }
}
