/// What judgements of single nodes say together about the answer at the top.
///
/// Each node's judgement says what share of its own input the answer keeps. A fact of the book is in the root's
/// answer only if every node on its way kept it, so the share that arrives is estimated from the top down:
///
///     arrives(node) = judged(node) · Σ over children (words of the child / words of all) · arrives(child)
///
/// and `judged(leaf)` at a leaf, `words` being those of the book below the child. Judgements count from 0 to 1.
package struct KeptInTree: Hashable, Sendable {
    /// One node.
    package struct Node: Hashable, Sendable {
        /// What was judged, held to 0 … 1; nil where the judge had nothing to say.
        package var judged: Double?
        /// Words of the book below it.
        package var words: Int
        /// The places of its children, all before its own.
        package var children: [Int]

        /// A judged node.
        package init(judged: Double?, words: Int, children: [Int]) {
            self.judged = judged
            self.words = words
            self.children = children
        }
    }

    private let nodes: [Node]

    /// A tree whose nodes stand behind their children, the root last.
    package init(_ nodes: [Node]) { self.nodes = nodes }

    /// What arrives at the root; nil where nothing was judged there, or in no child of a node on every way.
    /// A child without a judgement is left out of its parent's mean.
    package var arrives: Double? {
        var arrived: [Double?] = []
        for node in nodes {
            arrived.append(
                node.judged.flatMap { judged in
                    let kept = min(1, max(0, judged))
                    if node.children.isEmpty { return kept }
                    var (sum, words) = (0.0, 0.0)
                    for child in node.children {
                        guard let share = arrived[child] else { continue }
                        sum += share * Double(nodes[child].words)
                        words += Double(nodes[child].words)
                    }
                    return words > 0 ? kept * sum / words : nil
                })
        }
        return arrived.last ?? nil
    }
}
