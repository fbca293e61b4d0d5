/// How much of a tree's work is still good after its book was changed and cut anew.
package struct KeptNodes: Hashable, Sendable {
    /// The new tree's leaves whose bytes are those of a leaf of the old one, and all its leaves.
    package var leaves: Int, allLeaves: Int
    /// The new tree's nodes whose whole subtree is that of a node of the old one, and all its nodes: what needs no new
    /// answer where a node's answer follows from what it is put together from alone.
    package var nodes: Int, allNodes: Int

    /// Compares two trees of two states of a book.
    package init(_ old: Tree, of before: Book, and new: Tree, of after: Book) {
        var contents = Contents()
        let known = Set(contents.numbers(of: old, in: before))
        let numbers = contents.numbers(of: new, in: after)
        let kept = new.nodes.indices.filter { known.contains(numbers[$0]) }
        (nodes, allNodes) = (kept.count, new.nodes.count)
        (leaves, allLeaves) = (
            kept.count { new.nodes[$0].isLeaf }, new.nodes.count { $0.isLeaf }
        )
    }

    /// The share of the leaves.
    package var leafShare: Double { Double(leaves) / Double(max(1, allLeaves)) }
    /// The share of the nodes.
    package var nodeShare: Double { Double(nodes) / Double(max(1, allNodes)) }

    /// Equal subtrees have equal numbers.
    private struct Contents {
        private enum Content: Hashable {
            case leaf(Substring)
            case node([Int])
        }
        private var known: [Content: Int] = [:]

        mutating func numbers(of tree: Tree, in book: Book) -> [Int] {
            var numbers = [Int](repeating: 0, count: tree.nodes.count)
            // Children stand behind their parents.
            for index in tree.nodes.indices.reversed() {
                let node = tree.nodes[index]
                let content: Content =
                    node.isLeaf
                    ? .leaf(book.text.utf8(in: node.span)) : .node(node.children.map { numbers[$0] })
                numbers[index] = known[content] ?? known.count
                known[content] = numbers[index]
            }
            return numbers
        }
    }
}
