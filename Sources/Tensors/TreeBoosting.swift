/// Boosting of trees that tell two kinds of rows apart: each new tree follows the gradient of the cross-entropy, with its
/// curvature (Friedman, Hastie and Tibshirani 2000; Chen and Guestrin 2016), on a share of the rows and of the columns
/// (Friedman 2002).
package struct TreeBoosting: Sendable {
    /// The hyper-parameters.
    package struct Settings: Hashable, Sendable {
        /// The most leaves of a tree.
        package var leaves = 8
        /// The fewest rows of a leaf.
        package var leastRows = 40
        /// How much of its step a tree makes.
        package var rate = 0.03
        /// What is added to the curvature of a leaf.
        package var ridge = 5.0
        /// The share of the rows that a tree sees.
        package var rowShare = 0.6
        /// The share of the columns that a tree sees.
        package var columnShare = 0.1

        /// The defaults.
        package init() {}
    }

    private let settings: Settings
    private let data: BinnedColumns
    private let isMember: [Bool]
    private let seed: RandomStream
    /// The trees so far.
    package private(set) var model: BoostedTrees
    /// The log-odds that they give each row.
    private var scores: [Double]

    /// Of rows, [rows, columns], of which some are members of what is to be found.
    package init(
        _ rows: [Float], columns: Int, isMember: [Bool], settings: Settings = Settings(), seed: RandomStream
    ) {
        data = BinnedColumns(rows, columns: columns)
        (self.isMember, self.settings, self.seed) = (isMember, settings, seed)
        // The log-odds of the share of members, within reason where one kind is missing.
        let members = max(0.5, min(Double(isMember.count) - 0.5, Double(isMember.count { $0 })))
        let base = isMember.isEmpty ? 0 : Elementary.log(members / (Double(isMember.count) - members))
        model = BoostedTrees(columns: columns, base: Float(base))
        scores = [Double](repeating: Double(model.base), count: data.count)
    }

    /// Grows the next tree.
    ///
    /// - Returns: the mean cross-entropy of all rows before it, in nats.
    package mutating func advance() -> Double {
        guard data.count > 0 else { return 0 }
        var loss = 0.0
        var gradients = [Float](repeating: 0, count: data.count)
        var curvatures = gradients
        for (row, score) in scores.enumerated() {
            let right = isMember[row] ? 1.0 : 0.0
            loss -= Elementary.logSigmoid(isMember[row] ? score : -score)
            let probability = Elementary.sigmoid(score)
            gradients[row] = Float(probability - right)
            curvatures[row] = Float(probability * (1 - probability))
        }
        var stream = seed.split(label: UInt64(model.trees.count))
        let rows = Self.drawn(data.count, settings.rowShare, &stream)
        let columns = Self.drawn(data.columns, settings.columnShare, &stream)
        let (nodes, bins) = TreeGrowth(
            data: data, settings: settings, columns: columns, gradients: gradients, curvatures: curvatures
        ).tree(rows.map(Int32.init))
        model.trees.append(nodes)
        add(nodes, bins)
        return loss / Double(data.count)
    }

    /// Adds to each row's log-odds what a tree gives it, whose inner nodes end at these bins.
    private mutating func add(_ nodes: [BoostedTrees.Node], _ bins: [Int]) {
        for row in scores.indices {
            var place = 0
            while let column = nodes[place].column {
                place = nodes[place].left + (data.bin(row, column) <= bins[place] ? 0 : 1)
            }
            scores[row] += Double(nodes[place].value)
        }
    }

    /// Goes back to some of the trees, which were grown on the same rows; `false`, and nothing is changed, where they
    /// cannot have been.
    package mutating func restore(_ model: BoostedTrees) -> Bool {
        guard model.columns == self.model.columns, model.base == self.model.base else { return false }
        var all: [[Int]] = []
        for nodes in model.trees {
            var bins: [Int] = []
            for node in nodes {
                guard let column = node.column else {
                    bins.append(0)
                    continue
                }
                guard let bin = data.bin(endingAt: node.value, column) else { return false }
                bins.append(bin)
            }
            all.append(bins)
        }
        self.model = model
        scores = [Double](repeating: Double(model.base), count: data.count)
        for (nodes, bins) in zip(model.trees, all) { add(nodes, bins) }
        return true
    }

    /// A share of so many things, at least one, in their order.
    private static func drawn(_ count: Int, _ share: Double, _ stream: inout RandomStream) -> [Int] {
        guard share < 1 else { return Array(0..<count) }
        let wanted = max(1, Int((share * Double(count)).rounded()))
        return stream.shuffled(Array(0..<count)).prefix(wanted).sorted()
    }
}
