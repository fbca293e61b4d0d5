import Text

/// How much may be written at a node and how much may be shown for it.
package struct AnswerLimits: Codable, Hashable, Sendable {
    /// Most words of a leaf's answer.
    package var leaf: Int
    /// Most words of the answer of a node between the leaves and the root.
    package var inner: Int
    /// Most words of the root's answer.
    package var root: Int
    /// Whether earlier answers at the same depth are shown.
    package var showsEarlier: Bool
    /// Most words on one screen (`oversight.words`).
    package var words: Int

    /// Limits of answers by the node's place, and of a screen.
    package init(leaf: Int, inner: Int, root: Int, showsEarlier: Bool, words: Int) {
        (self.leaf, self.inner, self.root) = (leaf, inner, root)
        (self.showsEarlier, self.words) = (showsEarlier, words)
    }

    /// Most words of a node's answer.
    package func limit(of node: Text.Node) -> Int {
        node.height == 0 ? leaf : node.depth == 0 ? root : inner
    }

    /// The latest of `earlier` that fit beside the direct input and `candidates` answers, oldest first.
    ///
    /// - Parameters:
    ///   - earlier: answers at the same depth with their lengths in words, in the order of the text.
    ///   - input: words of the direct input.
    ///   - limit: most words of one answer here.
    package func shown<Answer>(
        of earlier: [(answer: Answer, words: Int)], input: Int, limit: Int, candidates: Int = 1
    ) -> [Answer] {
        guard showsEarlier else { return [] }
        var room = words - input - candidates * limit
        var first = earlier.count
        while first > 0, earlier[first - 1].words <= room {
            first -= 1
            room -= earlier[first].words
        }
        return earlier[first...].map(\.answer)
    }
}
