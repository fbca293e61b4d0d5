/// All ways to cut a text at some of its places into pieces of bounded length, and, if wanted, into so many.
///
/// A way to cut is a path from the text's beginning (place 0) to its end (the last place); an edge is a piece. Where the
/// number of pieces is given, a state is a place together with the pieces before it. These may differ by at most
/// ``PartitionLattice/drift`` from what a text cut evenly would have there, so that the work grows with the length of the
/// text and not with its square; up to that many pieces nothing is excluded.
package struct PartitionLattice: Sendable {
    /// How far the pieces before a place may be from even progress, where their number is given.
    package static let drift = 24

    /// The number of words before each place, the text's beginning and end included.
    package let words: [Int]
    /// The fewest and the most words of a piece.
    package let least: Int, most: Int
    /// The number of pieces; `nil` for any.
    package let count: Int?
    /// For each place the places at which a piece that begins there may end.
    package let reach: [Range<Int>]
    /// Where the edges of each place begin in an array of one value an edge.
    package let firstEdge: [Int]
    /// The number of edges.
    package let edgeCount: Int
    /// States a place.
    private let width: Int

    /// The lattice of a text, or `nil` where no way to cut it keeps the bounds.
    ///
    /// - Parameters:
    ///   - inner: the number of words before each place within the text, strictly rising.
    ///   - total: the number of words of the text.
    package init?(inner: [Int], total: Int, least: Int, most: Int, count: Int? = nil) {
        words = [0] + inner + [total]
        (self.least, self.most, self.count) = (least, most, count)
        width = count.map { min($0, 2 * PartitionLattice.drift) + 1 } ?? 1
        var reach: [Range<Int>] = []
        var firstEdge: [Int] = []
        var edges = 0
        var (low, high) = (1, 1)
        for place in words.indices {
            low = max(low, place + 1)
            while low < words.count && words[low] - words[place] < least { low += 1 }
            high = max(high, low)
            while high < words.count && words[high] - words[place] <= most { high += 1 }
            reach.append(low..<max(low, high))
            firstEdge.append(edges)
            edges += reach[place].count
        }
        (self.reach, self.firstEdge, edgeCount) = (reach, firstEdge, edges)
        guard words.count > 1, isFeasible else { return nil }
    }

    /// The number of places, beginning and end included.
    package var placeCount: Int { words.count }
    /// The number of states: a value for each place and number of pieces.
    package var stateCount: Int { words.count * width }
    /// The state at the beginning of the text.
    package var first: Int { 0 }
    /// The state at the end of the text.
    package var last: Int { (words.count - 1) * width + (count ?? 0) - lowest(words.count - 1) }

    /// The edge between two places, the second within reach of the first.
    package func edge(_ from: Int, _ to: Int) -> Int { firstEdge[from] + to - reach[from].lowerBound }

    /// The states of a place.
    package func states(_ place: Int) -> Range<Int> { place * width..<(place + 1) * width }

    /// The state that a piece ending at a place leads to; `nil` where it would be one piece too many or too few.
    package func state(after state: Int, _ place: Int, to next: Int) -> Int? {
        guard count != nil else { return next }
        let pieces = state - place * width + lowest(place) + 1
        let index = pieces - lowest(next)
        return index >= 0 && index < width ? next * width + index : nil
    }

    /// The places of the cheapest way to cut, beginning and end included.
    ///
    /// - Parameter costs: what each piece costs, by edge; finite. Of equal sums the one found first, with the earliest
    ///   previous cut, is taken.
    package func cheapest(_ costs: [Double]) -> [Int] {
        var sums = [Double](repeating: .infinity, count: stateCount)
        var before = [Int32](repeating: -1, count: stateCount)
        sums[first] = 0
        for place in words.indices {
            for state in states(place) where sums[state] < .infinity {
                for next in reach[place] {
                    guard let target = self.state(after: state, place, to: next) else { continue }
                    let sum = sums[state] + costs[edge(place, next)]
                    if sum < sums[target] {
                        sums[target] = sum
                        before[target] = Int32(state)
                    }
                }
            }
        }
        var path = [words.count - 1]
        var state = last
        while before[state] >= 0 {
            state = Int(before[state])
            path.append(state / width)
        }
        return path.reversed()
    }

    /// The pieces before a place of its first state.
    private func lowest(_ place: Int) -> Int {
        guard let count, let total = words.last, count >= width else { return 0 }
        let even = total == 0 ? 0 : (words[place] * count + total / 2) / total
        return min(max(0, even - PartitionLattice.drift), count + 1 - width)
    }

    private var isFeasible: Bool {
        var isReached = [Bool](repeating: false, count: stateCount)
        isReached[first] = true
        for place in words.indices {
            for state in states(place) where isReached[state] {
                for next in reach[place] {
                    if let target = self.state(after: state, place, to: next) { isReached[target] = true }
                }
            }
        }
        return isReached[last]
    }
}

extension PartitionLattice {
    /// The lattice with as many of the wishes as can be met: the fewest words give way first, then the number of pieces,
    /// the most words never.
    ///
    /// - Parameter inner: the number of words before each place within the text, strictly rising, no two neighbours
    ///   (beginning and end included) further apart than `most`.
    package static func nearest(inner: [Int], total: Int, least: Int, most: Int, count: Int?)
        -> PartitionLattice?
    {
        var fewest = least
        while true {
            if let lattice = PartitionLattice(
                inner: inner, total: total, least: fewest, most: most, count: count)
            {
                return lattice
            }
            if fewest <= 0 { break }
            fewest = fewest == 1 ? 0 : fewest / 2
        }
        guard count != nil else { return nil }
        return nearest(inner: inner, total: total, least: least, most: most, count: nil)
    }
}
