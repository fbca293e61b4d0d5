/// Regression trees whose sum is a log-odds: a constant, and of each tree the value of the leaf that a row falls into
/// (gradient boosting: Friedman 2001).
package struct BoostedTrees: Hashable, Sendable {
    /// A node of a tree; the root is the first, children stand after their parent.
    package struct Node: Hashable, Sendable {
        /// The column that is looked at; `nil` at a leaf.
        package var column: Int?
        /// The greatest number that goes left; at a leaf what it adds.
        package var value: Float
        /// The place of the left child among the tree's nodes, the right one stands after it; 0 at a leaf.
        package var left: Int

        /// A node.
        package init(column: Int? = nil, value: Float, left: Int = 0) {
            (self.column, self.value, self.left) = (column, value, left)
        }
    }

    /// How many numbers a row has.
    package let columns: Int
    /// What is added for every row.
    package var base: Float
    /// The trees, in the order in which they were grown.
    package var trees: [[Node]] = []

    /// No tree yet.
    package init(columns: Int, base: Float) { (self.columns, self.base) = (columns, base) }

    /// The log-odds of each row: rows are [rows, columns].
    package func scores(_ rows: [Float]) -> [Double] {
        stride(from: 0, to: rows.count, by: columns).map { start in
            var sum = Double(base)
            for tree in trees {
                var node = tree[0]
                while let column = node.column {
                    node = tree[rows[start + column] <= node.value ? node.left : node.left + 1]
                }
                sum += Double(node.value)
            }
            return sum
        }
    }
}

extension BinaryWriter {
    /// Writes trees, to be read by `readBoostedTrees`.
    package mutating func write(_ model: BoostedTrees) {
        write(model.columns)
        write([model.base])
        write(model.trees.count)
        for tree in model.trees {
            write(tree.map { $0.column ?? -1 })
            write(tree.map(\.value))
            write(tree.map(\.left))
        }
    }
}

extension BinaryReader {
    /// The next trees; refuses nodes that lead nowhere or in a circle.
    package mutating func readBoostedTrees() throws(BinaryError) -> BoostedTrees {
        let start = offset
        func wrong(_ problem: String) -> BinaryError { BinaryError(offset: start, problem: problem) }
        let columns = try readInt(in: 1...1_000_000)
        guard let base = try readFloats(count: 1).first, base.isFinite else {
            throw wrong("a tree without a base")
        }
        var model = BoostedTrees(columns: columns, base: base)
        for _ in 0..<(try readInt(in: 0...1_000_000)) {
            let looked = try readInts()
            let values = try readFloats(count: looked.count)
            let lefts = try readInts()
            guard !looked.isEmpty, lefts.count == looked.count, values.allSatisfy(\.isFinite) else {
                throw wrong("a tree whose parts do not fit")
            }
            for (place, column) in looked.enumerated() {
                let isLeaf = column == -1 && lefts[place] == 0
                let isInner =
                    (0..<columns).contains(column) && lefts[place] > place && lefts[place] < looked.count - 1
                guard isLeaf || isInner else { throw wrong("a tree with a node that leads nowhere") }
            }
            model.trees.append(
                looked.indices.map {
                    BoostedTrees.Node(
                        column: looked[$0] < 0 ? nil : looked[$0], value: values[$0], left: lefts[$0])
                })
        }
        return model
    }
}
