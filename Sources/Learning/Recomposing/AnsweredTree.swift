import Text

/// What was answered of a tree so far, and with it what the nodes to come are asked.
///
/// The rules of answering a book stand here alone: a leaf is asked about its text, a node above about its children's
/// answers, and both are shown earlier answers at the same depth as far as these fit.
package struct AnsweredTree<Answer: Sendable>: Sendable {
    /// What a node is asked.
    package struct Question: Sendable {
        /// The answers of its children in the order of the text; none for a leaf.
        package var children: [Answer]
        /// The earlier answers that are shown, oldest first.
        package var earlier: [Answer]
        /// Most words of its answer.
        package var limit: Int
    }

    /// The tree that is answered.
    package let tree: Tree
    /// How much may be written at a node, and shown for it.
    package let limits: AnswerLimits
    /// The answers with their lengths in words, by the node's place in the tree.
    private var answers: [Int: (answer: Answer, words: Int)] = [:]
    /// By depth, in the order of the text.
    private var earlier: [Int: [(answer: Answer, words: Int)]] = [:]

    /// A tree without any answers.
    package init(_ tree: Tree, limits: AnswerLimits) {
        self.tree = tree
        self.limits = limits
    }

    /// Books an answer; those of one depth come in the order of the text.
    package mutating func add(_ answer: Answer, words: Int, at index: Int) {
        answers[index] = (answer, words)
        earlier[tree.nodes[index].depth, default: []].append((answer, words))
    }

    /// What the node at a place in the tree is asked; its children are answered already.
    package func question(at index: Int) -> Question {
        let node = tree.nodes[index]
        let children = node.children.compactMap { answers[$0] }
        let limit = limits.limit(of: node)
        return Question(
            children: children.map(\.answer),
            earlier: limits.shown(
                of: earlier[node.depth] ?? [],
                input: node.height == 0 ? node.words : children.map(\.words).reduce(0, +), limit: limit),
            limit: limit)
    }
}
