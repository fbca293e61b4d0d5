import CKernels

/// Grows one regression tree on binned rows, the leaf first whose division gains most (Friedman 2001; the gain and the
/// leaves' values with a ridge: Chen and Guestrin 2016, equations 5 to 7).
struct TreeGrowth {
    /// The gradient, the curvature and the number of rows, summed.
    private struct Sums {
        var gradient = 0.0
        var curvature = 0.0
        var count = 0.0

        func gain(_ ridge: Double) -> Double { gradient * gradient / (curvature + ridge) }

        static func - (one: Sums, other: Sums) -> Sums {
            Sums(
                gradient: one.gradient - other.gradient, curvature: one.curvature - other.curvature,
                count: one.count - other.count)
        }
    }

    private struct Division {
        var gain: Double
        var column: Int
        var bin: Int
    }

    private struct Leaf {
        var node: Int
        var rows: [Int32]
        /// [columns that are looked at, bins, 3].
        var histogram: [Double]
        var sums: Sums
        var best: Division?
    }

    let data: BinnedColumns
    let settings: TreeBoosting.Settings
    /// The columns that are looked at.
    let columns: [Int]
    let gradients: [Float]
    let curvatures: [Float]

    /// The tree of these rows, and for each inner node the bin up to which rows go left.
    func tree(_ rows: [Int32]) -> (nodes: [BoostedTrees.Node], bins: [Int]) {
        var nodes = [BoostedTrees.Node(value: 0)]
        var bins = [0]
        var leaves = [leaf(0, rows, histogram(rows))]
        while leaves.count < settings.leaves {
            var widest: Int?
            for (index, leaf) in leaves.enumerated() {
                guard let gain = leaf.best?.gain, gain > 0 else { continue }
                if gain > (widest.flatMap { leaves[$0].best?.gain } ?? 0) { widest = index }
            }
            guard let widest, let best = leaves[widest].best else { break }
            let parent = leaves.remove(at: widest)
            let (left, right) = divided(parent.rows, best)
            // The greater part's sums are what the smaller leaves.
            let small = histogram(left.count <= right.count ? left : right)
            let large = zip(parent.histogram, small).map { $0 - $1 }
            nodes[parent.node] = BoostedTrees.Node(
                column: best.column, value: data.bound(best.bin, best.column), left: nodes.count)
            bins[parent.node] = best.bin
            let isLeftSmall = left.count <= right.count
            leaves.append(leaf(nodes.count, left, isLeftSmall ? small : large))
            leaves.append(leaf(nodes.count + 1, right, isLeftSmall ? large : small))
            nodes += [BoostedTrees.Node(value: 0), BoostedTrees.Node(value: 0)]
            bins += [0, 0]
        }
        for leaf in leaves {
            let step = -leaf.sums.gradient / (leaf.sums.curvature + settings.ridge)
            nodes[leaf.node].value = Float(settings.rate * step)
        }
        return (nodes, bins)
    }

    private func leaf(_ node: Int, _ rows: [Int32], _ histogram: [Double]) -> Leaf {
        var sums = Sums(count: Double(rows.count))
        for row in rows {
            sums.gradient += Double(gradients[Int(row)])
            sums.curvature += Double(curvatures[Int(row)])
        }
        return Leaf(
            node: node, rows: rows, histogram: histogram, sums: sums, best: division(histogram, sums))
    }

    private func histogram(_ rows: [Int32]) -> [Double] {
        var sums = [Double](repeating: 0, count: columns.count * BinnedColumns.most * 3)
        sums.withUnsafeMutableBufferPointer { sums in
            guard let start = sums.baseAddress else { return }
            for (place, column) in columns.enumerated() {
                data.withBins(column) { bins in
                    quire_histogram(
                        bins.baseAddress, rows, Int64(rows.count), gradients, curvatures,
                        start + place * BinnedColumns.most * 3)
                }
            }
        }
        return sums
    }

    private func division(_ histogram: [Double], _ all: Sums) -> Division? {
        var best: Division?
        let least = Double(settings.leastRows)
        for (place, column) in columns.enumerated() {
            var left = Sums()
            for bin in 0..<(data.binCount(column) - 1) {
                let start = (place * BinnedColumns.most + bin) * 3
                left.gradient += histogram[start]
                left.curvature += histogram[start + 1]
                left.count += histogram[start + 2]
                let right = all - left
                guard left.count >= least else { continue }
                guard right.count >= least else { break }
                let gain = left.gain(settings.ridge) + right.gain(settings.ridge) - all.gain(settings.ridge)
                if gain > (best?.gain ?? 1e-10) { best = Division(gain: gain, column: column, bin: bin) }
            }
        }
        return best
    }

    private func divided(_ rows: [Int32], _ division: Division) -> (left: [Int32], right: [Int32]) {
        data.withBins(division.column) { bins in
            var (left, right): ([Int32], [Int32]) = ([], [])
            for row in rows {
                if Int(bins[Int(row)]) <= division.bin { left.append(row) } else { right.append(row) }
            }
            return (left, right)
        }
    }
}
