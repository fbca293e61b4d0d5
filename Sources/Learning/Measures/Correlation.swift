/// How far two lists of numbers go together.
package enum Correlation {
    /// Pearson's r; nil where there are fewer than two pairs, or one of the lists is constant.
    ///
    /// The two lists are of one length.
    package static func pearson(_ first: [Double], _ second: [Double]) -> Double? {
        guard first.count > 1 else { return nil }
        let count = Double(first.count)
        let (mean, other) = (first.reduce(0, +) / count, second.reduce(0, +) / count)
        var (product, square, otherSquare) = (0.0, 0.0, 0.0)
        for (x, y) in zip(first, second) {
            product += (x - mean) * (y - other)
            square += (x - mean) * (x - mean)
            otherSquare += (y - other) * (y - other)
        }
        guard square > 0, otherSquare > 0 else { return nil }
        return max(-1, min(1, product / (square * otherSquare).squareRoot()))
    }

    /// Spearman's ρ: Pearson's r of the ranks, equal numbers sharing the mean of theirs; nil as for `pearson`.
    package static func spearman(_ first: [Double], _ second: [Double]) -> Double? {
        pearson(ranks(of: first), ranks(of: second))
    }

    /// The rank of each number, from 1; equal numbers have the mean of their ranks.
    static func ranks(of values: [Double]) -> [Double] {
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
            // Ranks start + 1 to end, in the mean.
            let mean = Double(start + 1 + end) / 2
            for place in order[start..<end] { ranks[place] = mean }
            start = end
        }
        return ranks
    }
}
