/// One task of a tree: a span of the book, answered from the text itself (a leaf) or from its children's answers.
package struct Node: Hashable, Codable, Sendable {
    /// The way from the root: `0` is the root, `0.3` its fourth child, `0.3.7` that one's eighth. Unique in a tree.
    package var path: String
    /// The longest way down to a leaf; 0 for a leaf.
    package var height: Int
    /// The way up to the root; 0 for the root.
    package var depth: Int
    /// The part of the book's text that it covers.
    package var span: Span
    /// The number of words of that part (see ``wordCount(_:)``).
    package var words: Int
    /// Its parent's place in ``Tree/nodes``; nil for the root.
    package var parent: Int?
    /// Its children's places in ``Tree/nodes``, in text order.
    package var children: [Int]

    /// A node of a tree.
    package init(
        path: String, height: Int, depth: Int, span: Span, words: Int, parent: Int?, children: [Int]
    ) {
        self.path = path
        self.height = height
        self.depth = depth
        self.span = span
        self.words = words
        self.parent = parent
        self.children = children
    }

    /// Whether it has no children.
    package var isLeaf: Bool { children.isEmpty }
}
