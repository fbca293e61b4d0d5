extension PartitionLattice {
    /// How many places a piece of mean length is thinned out to.
    private static let cells = 32
    /// The longest piece that is thought of, by the mean.
    private static let longest = 4

    /// The places at which cuts into so many pieces of any length cost least, as indices; fewer cuts where there are not
    /// as many places.
    ///
    /// Of each thirty-second of a mean piece only the cheapest place is thought of, and no piece longer than four of the
    /// mean unless it must be: so the work grows with the length of the text, not with its square. Among those it is exact.
    ///
    /// - Parameters:
    ///   - words: the number of words before each place, strictly rising.
    ///   - total: the number of words of the text.
    ///   - costs: what a cut at each place costs.
    ///   - evenness: what the length of a piece costs.
    package static func cuts(words: [Int], total: Int, costs: [Double], pieces: Int, evenness: Evenness)
        -> [Int]
    {
        let pieces = min(pieces, words.count + 1)
        guard pieces > 1 else { return [] }
        let chosen = thinned(words: words, total: max(1, total), costs: costs, pieces: pieces)
        var most = longest * max(1, total / pieces)
        while true {
            let lattice = PartitionLattice(
                inner: chosen.map { words[$0] }, total: total, least: 0, most: most, count: pieces)
            if let lattice {
                let prices = lattice.prices(cuts: chosen.map { costs[$0] }, evenness: evenness)
                return lattice.cheapest(prices).dropFirst().dropLast().map { chosen[$0 - 1] }
            }
            if most >= total { return [] }
            most *= 4
        }
    }

    /// The cheapest place of each cell, the first of equal ones; all places where they are few.
    private static func thinned(words: [Int], total: Int, costs: [Double], pieces: Int) -> [Int] {
        guard words.count > pieces * cells else { return Array(words.indices) }
        var chosen: [Int] = []
        var cell = -1
        for index in words.indices {
            let next = words[index] * pieces * cells / total
            if next != cell {
                chosen.append(index)
            } else if let last = chosen.last, costs[index] < costs[last] {
                chosen[chosen.count - 1] = index
            }
            cell = next
        }
        return chosen
    }

    /// The price of each piece: what the cut costs that ends it, and what its length does where the number of pieces is given.
    package func prices(cuts: [Double], evenness: Evenness) -> [Double] {
        var prices = [Double](repeating: 0, count: edgeCount)
        let mean = Double(words.last ?? 0) / Double(max(1, count ?? 1))
        for place in 0..<placeCount {
            for next in reach[place] {
                let length = Double(words[next] - words[place])
                let uneven = count == nil || mean == 0 ? 0 : evenness.price(ofLength: length, mean: mean)
                prices[edge(place, next)] =
                    uneven + (next == placeCount - 1 ? 0 : cuts[next - 1])
            }
        }
        return prices
    }
}
